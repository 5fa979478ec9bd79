import KinoraKernel

/// The encoder behind `ValueCoder`: builds a tree of slots, which then becomes a `Value`.
final class ValueEncoder: Encoder {
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]
    private(set) var slot: Slot?

    init(at codingPath: [any CodingKey]) {
        self.codingPath = codingPath
    }

    static func slot<T: Encodable>(for value: T, at path: [any CodingKey]) throws -> Slot {
        if let known = value as? any PlainValue {
            guard let plain = known.plain else {
                throw EncodingError.invalidValue(
                    value, .init(codingPath: path, debugDescription: "the number \(value) cannot be kept in a document"))
            }
            return .value(plain)
        }
        let encoder = ValueEncoder(at: path)
        try value.encode(to: encoder)
        return encoder.slot ?? .object(ObjectBox())
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(KeyedContainer<Key>(box: objectBox(), codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        UnkeyedContainer(box: arrayBox(), codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleContainer(encoder: self)
    }

    private func objectBox() -> ObjectBox {
        if case .object(let standing) = slot { return standing }
        let box = ObjectBox()
        slot = .object(box)
        return box
    }

    private func arrayBox() -> ArrayBox {
        if case .array(let standing) = slot { return standing }
        let box = ArrayBox()
        slot = .array(box)
        return box
    }
}

extension ValueEncoder {
    /// A value that is being built.
    enum Slot {
        case value(Value)
        case object(ObjectBox)
        case array(ArrayBox)
        /// An encoder that somebody was given and may still write to.
        case pending(ValueEncoder)

        var value: Value {
            switch self {
            case .value(let value): value
            case .object(let box): box.value
            case .array(let box): .array(box.elements.map(\.value))
            case .pending(let encoder): encoder.slot?.value ?? .object([:])
            }
        }
    }

    final class ObjectBox {
        var fields: [String: Slot] = [:]

        var value: Value {
            let values = fields.mapValues(\.value)
            if values.count == 1, case .int(let milliseconds) = values["$date"] { return .date(.init(milliseconds: milliseconds)) }
            return .object(values)
        }
    }

    final class ArrayBox {
        var elements: [Slot] = []
    }

    private struct KeyedContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let box: ObjectBox
        let codingPath: [any CodingKey]

        mutating func encodeNil(forKey key: Key) { box.fields[key.stringValue] = .value(.null) }

        mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
            box.fields[key.stringValue] = try ValueEncoder.slot(for: value, at: codingPath + [key])
        }

        mutating func nestedContainer<Nested: CodingKey>(
            keyedBy keyType: Nested.Type, forKey key: Key
        ) -> KeyedEncodingContainer<Nested> {
            pending(key).container(keyedBy: keyType)
        }

        mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { pending(key).unkeyedContainer() }

        mutating func superEncoder() -> any Encoder { pending(PlaceKey.inherited) }

        mutating func superEncoder(forKey key: Key) -> any Encoder { pending(key) }

        private func pending(_ key: any CodingKey) -> ValueEncoder {
            if case .pending(let standing) = box.fields[key.stringValue] { return standing }
            let encoder = ValueEncoder(at: codingPath + [key])
            box.fields[key.stringValue] = .pending(encoder)
            return encoder
        }
    }

    private struct UnkeyedContainer: UnkeyedEncodingContainer {
        let box: ArrayBox
        let codingPath: [any CodingKey]
        var count: Int { box.elements.count }

        mutating func encodeNil() { box.elements.append(.value(.null)) }

        mutating func encode<T: Encodable>(_ value: T) throws {
            box.elements.append(try ValueEncoder.slot(for: value, at: codingPath + [PlaceKey.index(count)]))
        }

        mutating func nestedContainer<Nested: CodingKey>(keyedBy keyType: Nested.Type) -> KeyedEncodingContainer<Nested> {
            pending().container(keyedBy: keyType)
        }

        mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { pending().unkeyedContainer() }

        mutating func superEncoder() -> any Encoder { pending() }

        private func pending() -> ValueEncoder {
            let encoder = ValueEncoder(at: codingPath + [PlaceKey.index(count)])
            box.elements.append(.pending(encoder))
            return encoder
        }
    }

    private struct SingleContainer: SingleValueEncodingContainer {
        let encoder: ValueEncoder
        var codingPath: [any CodingKey] { encoder.codingPath }

        mutating func encodeNil() { encoder.slot = .value(.null) }

        mutating func encode<T: Encodable>(_ value: T) throws {
            encoder.slot = try ValueEncoder.slot(for: value, at: codingPath)
        }
    }
}
