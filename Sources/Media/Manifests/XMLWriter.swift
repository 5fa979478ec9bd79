/// Writes XML with indentation; text and attributes are escaped, and characters that XML 1.0 forbids become spaces.
struct XMLWriter {
    private(set) var text = #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n"
    private var depth = 0

    typealias Attributes = KeyValuePairs<String, String?>

    /// An element with others inside. Attributes without a value are left out.
    mutating func element(_ name: String, _ attributes: Attributes = [:], _ contents: (inout XMLWriter) -> Void) {
        line("<\(name)\(Self.written(attributes))>")
        depth += 1
        contents(&self)
        depth -= 1
        line("</\(name)>")
    }

    mutating func element(_ name: String, _ attributes: Attributes) {
        line("<\(name)\(Self.written(attributes))/>")
    }

    mutating func element(_ name: String, text: String) {
        line("<\(name)>\(Self.escaped(text))</\(name)>")
    }

    private mutating func line(_ content: String) {
        text += String(repeating: "  ", count: depth) + content + "\n"
    }

    private static func written(_ attributes: Attributes) -> String {
        attributes.map { name, value in value.map { " \(name)=\"\(escaped($0))\"" } ?? "" }.joined()
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value & 0xFFFE == 0xFFFE: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
