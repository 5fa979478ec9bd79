import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// A part of a provider's answer, read without trust: what is missing, empty, `N/A` or of another kind than promised says nothing, and
/// every text and list has a bound.
struct Field: Sendable {
    private let value: Value?

    init(_ value: Value?) { self.value = value }

    /// Items beyond are not looked at.
    static let mostItems = 1000
    static let longestText = 20_000
    static let longestName = 200

    subscript(name: String) -> Field {
        guard case .object(let fields)? = value else { return Field(nil) }
        return Field(fields[name])
    }

    var items: [Field] {
        guard case .array(let values)? = value else { return [] }
        return values.prefix(Self.mostItems).map { Field($0) }
    }

    var isObject: Bool { if case .object? = value { true } else { false } }
    var isArray: Bool { if case .array? = value { true } else { false } }

    /// A text of several lines.
    var text: String? {
        guard case .string(let text)? = value else { return nil }
        let trimmed = Self.trimmed(text.prefix(Self.longestText))
        return trimmed.isEmpty || trimmed == "N/A" ? nil : trimmed
    }

    /// A text of one line.
    var name: String? { text.map { $0.onOneLine(atMost: Self.longestName) } }

    var number: Double? {
        switch value {
        case .int(let number)?: Double(number)
        case .double(let number)? where number.isFinite: number
        case .string(let text)?: Double(text.filter { $0 != "," }).flatMap { $0.isFinite ? $0 : nil }
        default: nil
        }
    }

    var whole: Int? { number.flatMap { $0.rounded() == $0 && abs($0) < 1e15 ? Int($0) : nil } }

    var isTrue: Bool { value == .bool(true) || text?.lowercased() == "true" }

    /// `YYYY-MM-DD`.
    var date: String? {
        guard let text, text.wholeMatch(of: /[12]\d{3}-\d\d-\d\d/) != nil else { return nil }
        return text
    }

    /// The first four digits, where they are a year.
    var year: Int? {
        guard let text, text.utf8.count >= 4 else { return nil }
        return Int(text.prefix(4)).flatMap { (1870...2100).contains($0) ? $0 : nil }
    }

    private static func trimmed(_ text: Substring) -> String {
        var rest = text.drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
