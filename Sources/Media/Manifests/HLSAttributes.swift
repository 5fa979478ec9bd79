/// An attribute list of a playlist tag (RFC 8216bis 4.2).
struct HLSAttributes {
    private(set) var text = ""

    mutating func add(_ name: String, _ number: Int64) {
        add(name, plain: String(number))
    }

    mutating func add(_ name: String, plain value: String) {
        text += (text.isEmpty ? "" : ",") + "\(name)=\(value)"
    }

    /// Quoted strings can hold neither quotation marks nor line ends and have no escapes: a quotation mark becomes a typographic one,
    /// control characters become spaces.
    mutating func add(_ name: String, quoted value: String) {
        var cleaned = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": cleaned += "”"
            case _ where scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}": cleaned += " "
            default: cleaned.unicodeScalars.append(scalar)
            }
        }
        add(name, plain: "\"\(cleaned)\"")
    }
}
