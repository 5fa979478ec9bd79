import KinoraKernel

/// The decoder behind `ValueCoder`.
struct ValueDecoder: Decoder {
    let value: Value
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        guard let known = type as? any PlainValue.Type else { return try T(from: self) }
        guard let decoded = known.init(plain: value) as? T else { throw mismatch(type) }
        return decoded
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        switch value {
        case .object(let fields): KeyedDecodingContainer(KeyedContainer<Key>(fields: fields, codingPath: codingPath))
        case .date(let moment):
            KeyedDecodingContainer(KeyedContainer<Key>(fields: ["$date": .int(moment.milliseconds)], codingPath: codingPath))
        default: throw mismatch([String: Value].self)
        }
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let elements) = value else { throw mismatch([Value].self) }
        return UnkeyedContainer(elements: elements, codingPath: codingPath)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { SingleContainer(decoder: self) }

    private func mismatch(_ type: Any.Type) -> DecodingError {
        let context = DecodingError.Context(codingPath: codingPath, debugDescription: "\(value.kindInWords) stands there")
        return value == .null ? .valueNotFound(type, context) : .typeMismatch(type, context)
    }
}

extension ValueDecoder {
    private struct KeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let fields: [String: Value]
        let codingPath: [any CodingKey]

        var allKeys: [Key] { fields.keys.compactMap(Key.init(stringValue:)) }

        func contains(_ key: Key) -> Bool { fields[key.stringValue] != nil }

        func decodeNil(forKey key: Key) throws -> Bool { try value(key) == .null }

        func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try decoder(key).decode(type) }

        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) throws -> KeyedDecodingContainer<Nested> {
            try decoder(key).container(keyedBy: type)
        }

        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { try decoder(key).unkeyedContainer() }

        func superDecoder() throws -> any Decoder {
            ValueDecoder(value: fields[PlaceKey.inherited.stringValue] ?? .null, codingPath: codingPath + [PlaceKey.inherited])
        }

        func superDecoder(forKey key: Key) throws -> any Decoder {
            ValueDecoder(value: fields[key.stringValue] ?? .null, codingPath: codingPath + [key])
        }

        private func decoder(_ key: Key) throws -> ValueDecoder {
            ValueDecoder(value: try value(key), codingPath: codingPath + [key])
        }

        private func value(_ key: Key) throws -> Value {
            guard let value = fields[key.stringValue] else {
                throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "the field is missing"))
            }
            return value
        }
    }

    private struct UnkeyedContainer: UnkeyedDecodingContainer {
        let elements: [Value]
        let codingPath: [any CodingKey]
        private(set) var currentIndex = 0

        init(elements: [Value], codingPath: [any CodingKey]) {
            self.elements = elements
            self.codingPath = codingPath
        }

        var count: Int? { elements.count }
        var isAtEnd: Bool { currentIndex >= elements.count }

        mutating func decodeNil() throws -> Bool {
            guard try peek(Never?.self).value == .null else { return false }
            currentIndex += 1
            return true
        }

        mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
            let decoded = try peek(type).decode(type)
            currentIndex += 1
            return decoded
        }

        mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
            let container = try peek(type).container(keyedBy: type)
            currentIndex += 1
            return container
        }

        mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
            let container = try peek([Value].self).unkeyedContainer()
            currentIndex += 1
            return container
        }

        mutating func superDecoder() throws -> any Decoder {
            let decoder = try peek(Value.self)
            currentIndex += 1
            return decoder
        }

        private func peek(_ type: Any.Type) throws -> ValueDecoder {
            let path = codingPath + [PlaceKey.index(currentIndex)]
            guard !isAtEnd else {
                throw DecodingError.valueNotFound(type, .init(codingPath: path, debugDescription: "the array ends before"))
            }
            return ValueDecoder(value: elements[currentIndex], codingPath: path)
        }
    }

    private struct SingleContainer: SingleValueDecodingContainer {
        let decoder: ValueDecoder
        var codingPath: [any CodingKey] { decoder.codingPath }

        func decodeNil() -> Bool { decoder.value == .null }

        func decode<T: Decodable>(_ type: T.Type) throws -> T { try decoder.decode(type) }
    }
}
