import KinoraDocuments
import KinoraKernel

/// A line of comma-separated values (RFC 4180).
enum CSVLine {
    static func of(_ cells: [String]) -> String { cells.map(quoted).joined(separator: ",") + "\r\n" }

    /// As people read it: moments by ISO 8601 in UTC, lists with semicolons.
    static func text(_ value: Value?) -> String {
        switch value {
        case nil, .null: ""
        case .bool(let value): value ? "true" : "false"
        case .int(let value): String(value)
        case .double(let value): String(value)
        case .string(let value): harmless(value)
        case .date(let moment): moment.iso8601
        case .array(let values): harmless(values.map(text).joined(separator: "; "))
        case .object: harmless(value?.json ?? "")
        }
    }

    /// Spreadsheets take what begins so for a formula, and some of it comes from strangers. The JSON beside has it unchanged.
    private static func harmless(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else { return text }
        return "'" + text
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.utf8.contains(where: { [UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains($0) })
        else { return cell }
        // Scalar by scalar: a mark with an accent on it is another character, but still ends the cell.
        var quoted = "\"".unicodeScalars
        for scalar in cell.unicodeScalars {
            quoted.append(scalar)
            if scalar == "\"" { quoted.append(scalar) }
        }
        return String(quoted) + "\""
    }
}
