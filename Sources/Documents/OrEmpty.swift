/// What may be empty: a list, a dictionary.
package protocol Emptiable: Codable, Hashable {
    init()
    var isEmpty: Bool { get }
}

extension Array: Emptiable where Element: Codable & Hashable {}
extension Dictionary: Emptiable where Key: Codable & Hashable, Value: Codable & Hashable {}

/// A list of a document that is left out where it is empty, and empty where it was left out.
@propertyWrapper
package struct OrEmpty<Content: Emptiable>: Codable, Hashable {
    package var wrappedValue: Content

    package init(wrappedValue: Content) {
        self.wrappedValue = wrappedValue
    }

    package init(from decoder: any Decoder) throws {
        wrappedValue = try Content(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        try wrappedValue.encode(to: encoder)
    }
}

extension OrEmpty: Sendable where Content: Sendable {}

extension KeyedDecodingContainer {
    package func decode<Content>(_ type: OrEmpty<Content>.Type, forKey key: Key) throws -> OrEmpty<Content> {
        OrEmpty(wrappedValue: try decodeIfPresent(Content.self, forKey: key) ?? Content())
    }
}

extension KeyedEncodingContainer {
    package mutating func encode<Content>(_ value: OrEmpty<Content>, forKey key: Key) throws {
        guard !value.wrappedValue.isEmpty else { return }
        try encode(value.wrappedValue, forKey: key)
    }
}
