import Foundation

/// A sentence, or a part of one, that says why: in English, and in a form that can be said in other languages.
///
/// It is written like a text: `"only \(count) of \(all) pictures can be decoded"`. Kept are the English text with its gaps, by which other
/// languages find theirs, and what fills the gaps from left to right. That may be an explanation itself.
///
/// In documents it stands as `{text, values}`, and what is no sentence of this house as a mere text.
package struct Explanation: Hashable, Sendable {
    /// The English text, `{}` for each gap.
    package let text: String
    /// What fills the gaps; nil for what is said as it is in every language, and in which `{}` means nothing.
    package let values: [Explanation]?

    /// A name, a number, what another program said, or a sentence that was written down in English alone.
    package init(plain text: String) {
        self.text = text
        values = nil
    }

    /// An English text without gaps that other languages may have too.
    package init(sentence text: String) {
        self.init(text, [])
    }

    private init(_ text: String, _ values: [Explanation]) {
        self.text = text
        self.values = values
    }

    fileprivate static let gap = "{}"

    /// The whole in English.
    package var english: String {
        guard let values else { return text }
        return Self.fill(text, values.map(\.english))
    }

    /// Fills the gaps of a text from left to right; gaps for which nothing is left stay empty.
    package static func fill(_ text: String, _ values: [String]) -> String {
        var parts = text.components(separatedBy: gap)
        for (index, value) in values.enumerated() where index + 1 < parts.count { parts[index] += value }
        return parts.joined()
    }

    /// The same on one line (`String.onOneLine`); what is too long loses its form, and is said in English alone.
    package func onOneLine(atMost limit: Int = 500) -> Explanation {
        let whole = english
        guard whole.count <= limit, let values else { return Explanation(plain: whole.onOneLine(atMost: limit)) }
        return Explanation(text.onOneLine(atMost: .max), values.map { $0.onOneLine(atMost: limit) })
    }
}

extension Explanation: CustomStringConvertible {
    package var description: String { english }
}

extension Explanation: ExpressibleByStringInterpolation {
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""
        fileprivate var values: [Explanation] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) { text += literal }

        package mutating func appendInterpolation(_ value: Explanation) {
            text += Explanation.gap
            values.append(value)
        }

        /// What fills a gap is said as it is.
        package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            appendInterpolation(Explanation(plain: value.description))
        }
    }

    package init(stringLiteral value: String) { self.init(sentence: value) }

    package init(stringInterpolation: StringInterpolation) { self.init(stringInterpolation.text, stringInterpolation.values) }
}

extension Explanation: Codable {
    private enum CodingKeys: String, CodingKey {
        case text, values
    }

    package init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            self.init(plain: text)
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let text = try container.decode(String.self, forKey: .text)
        self.init(text, try container.decodeIfPresent([Explanation].self, forKey: .values) ?? [])
    }

    package func encode(to encoder: any Encoder) throws {
        guard let values else {
            var container = encoder.singleValueContainer()
            return try container.encode(text)
        }
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(text, forKey: .text)
        if !values.isEmpty { try container.encode(values, forKey: .values) }
    }
}

extension [Explanation] {
    /// All of them in English, one behind the other.
    package var english: String { map(\.english).joined(separator: " ") }
}

/// A complaint that can be said in other languages than English.
package protocol ExplainedComplaint: Complaint {
    var explanation: Explanation { get }
}

extension ExplainedComplaint {
    package var sentence: String { explanation.english }
}

extension Explanation {
    /// What a complaint says: in English alone where it says no more.
    package init(_ complaint: any Complaint) {
        self = (complaint as? any ExplainedComplaint)?.explanation ?? Explanation(plain: complaint.sentence)
    }
}
