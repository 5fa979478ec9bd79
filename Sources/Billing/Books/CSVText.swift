import KinoraKernel

/// Lines of comma-separated values (RFC 4180), for spreadsheets.
enum CSVText {
    static func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\r\n" }

    /// Spreadsheets take what begins so for a formula, and some of it comes from strangers; amounts may begin with a minus.
    private static func cell(_ text: String) -> String {
        var text = text
        let isAmount = text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "-" || $0 == ".") }
        if !isAmount, let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) { text = "'" + text }
        guard text.unicodeScalars.contains(where: { "\",\n\r".unicodeScalars.contains($0) }) else { return text }
        var quoted = "\"".unicodeScalars
        for scalar in text.unicodeScalars {
            quoted.append(scalar)
            if scalar == "\"" { quoted.append(scalar) }
        }
        return String(quoted) + "\""
    }
}
