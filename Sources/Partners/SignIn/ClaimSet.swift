import KinoraDocuments
import KinoraKernel

/// A JSON object out of a provider's answer, read without trust: a claim is of the kind that is wanted, to the byte, or it is not there.
struct ClaimSet: Hashable, Sendable {
    let fields: [String: Value]

    static let mostTexts = 50

    /// Nil for anything but an object.
    init?(_ value: Value?) {
        guard case .object(let fields)? = value else { return nil }
        self.fields = fields
    }

    init(_ fields: [String: Value] = [:]) { self.fields = fields }

    var value: Value { .object(fields) }

    func has(_ name: String) -> Bool { fields[name] != nil }

    /// A text that is not empty.
    func text(_ name: String) -> String? {
        guard case .string(let text)? = fields[name], !text.isEmpty else { return nil }
        return text
    }

    /// One text, or a list of nothing but texts; nil for anything else.
    func texts(_ name: String) -> [String]? {
        switch fields[name] {
        case .string(let text)?: return [text]
        case .array(let values)? where values.count <= Self.mostTexts:
            let texts = values.compactMap { value -> String? in if case .string(let text) = value { text } else { nil } }
            return texts.count == values.count ? texts : nil
        default: return nil
        }
    }

    /// Seconds since 1970 (NumericDate, RFC 7519 section 2).
    func moment(_ name: String) -> Moment? {
        let longest = 1e11
        switch fields[name] {
        case .int(let seconds)? where abs(seconds) < Int64(longest): return Moment(milliseconds: seconds * 1000)
        case .double(let seconds)? where abs(seconds) < longest: return Moment(milliseconds: Int64(seconds * 1000))
        default: return nil
        }
    }

    func whole(_ name: String) -> Int64? {
        guard case .int(let number)? = fields[name] else { return nil }
        return number
    }

    /// Exactly `true`; the word in quotation marks is none.
    func isTrue(_ name: String) -> Bool { fields[name] == .bool(true) }

    func object(_ name: String) -> ClaimSet? { ClaimSet(fields[name]) }
}

extension String {
    /// Whether two texts are the same bytes. `==` also takes texts for equal that only look alike (Unicode canonical equivalence).
    func isExactly(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
