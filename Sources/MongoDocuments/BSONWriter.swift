#if MongoDB
    import KinoraDocuments
    import KinoraKernel

    /// A document of BSON in the making (bsonspec.org, version 1.1). Fields stand in the order in which they are added, those of objects within
    /// in the order of their names' bytes.
    struct BSONDocument: Sendable {
        private var elements: [UInt8] = []

        init() {}

        /// The fields of an object; of anything else, none.
        init(_ value: Value) {
            guard case .object(let fields) = value else { return }
            append(contentsOf: fields)
        }

        /// The whole document: its length, the fields, and the end.
        var bytes: [UInt8] {
            var all: [UInt8] = []
            all.reserveCapacity(elements.count + 5)
            all.append(little: Int32(truncatingIfNeeded: elements.count + 5))
            all += elements
            all.append(0)
            return all
        }

        mutating func append(contentsOf fields: [String: Value]) {
            elements.append(fields: fields)
        }

        mutating func append(_ name: String, _ value: Value) {
            elements.append(element: name, value)
        }

        mutating func append(_ name: String, _ document: BSONDocument) {
            elements.append(type: .document, name)
            elements += document.bytes
        }

        mutating func append(_ name: String, array documents: [BSONDocument]) {
            elements.append(type: .array, name)
            elements.nested { bytes in
                for (index, document) in documents.enumerated() {
                    bytes.append(type: .document, String(index))
                    bytes += document.bytes
                }
            }
        }

        /// - Parameter hex: 24 hexadecimal digits.
        mutating func append(_ name: String, objectID hex: String) {
            elements.append(type: .objectID, name)
            var digits = hex.utf8.makeIterator()
            for _ in 0..<12 {
                let (high, low) = (digits.next() ?? 0, digits.next() ?? 0)
                elements.append(Self.digit(high) << 4 | Self.digit(low))
            }
        }

        private static func digit(_ byte: UInt8) -> UInt8 {
            byte >= UInt8(ascii: "a") ? (byte - UInt8(ascii: "a") + 10) & 15 : byte & 15
        }
    }

    /// The kinds of values that BSON knows.
    enum BSONType: UInt8 {
        case double = 1
        case string, document, array, binary, undefined, objectID, bool, date, null, regex, pointer, code, symbol, scopedCode
        case int32, timestamp, int64, decimal128
        case maxKey = 0x7F
        case minKey = 0xFF
    }

    extension [UInt8] {
        fileprivate mutating func append(little number: some FixedWidthInteger) {
            Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
        }

        fileprivate mutating func append(type: BSONType, _ name: String) {
            append(type.rawValue)
            // A NUL would end the name; the rules let none through.
            append(contentsOf: name.utf8.lazy.filter { $0 != 0 })
            append(0)
        }

        fileprivate mutating func append(fields: [String: Value]) {
            for (name, value) in fields.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) { append(element: name, value) }
        }

        fileprivate mutating func append(element name: String, _ value: Value) {
            switch value {
            case .null: append(type: .null, name)
            case .bool(let value):
                append(type: .bool, name)
                append(value ? 1 : 0)
            case .int(let value):
                append(type: .int64, name)
                append(little: value)
            case .double(let value):
                append(type: .double, name)
                append(little: value.bitPattern)
            case .date(let value):
                append(type: .date, name)
                append(little: value.milliseconds)
            case .string(let text):
                append(type: .string, name)
                append(little: Int32(truncatingIfNeeded: text.utf8.count + 1))
                append(contentsOf: text.utf8)
                append(0)
            case .array(let values):
                append(type: .array, name)
                nested { bytes in for (index, value) in values.enumerated() { bytes.append(element: String(index), value) } }
            case .object(let fields):
                append(type: .document, name)
                nested { $0.append(fields: fields) }
            }
        }

        /// Writes a document within, whose length is known only afterwards.
        fileprivate mutating func nested(_ body: (inout [UInt8]) -> Void) {
            let start = count
            append(little: Int32(0))
            body(&self)
            append(0)
            let length = UInt32(truncatingIfNeeded: count - start)
            for place in 0..<4 { self[start + place] = UInt8(truncatingIfNeeded: length >> (8 * UInt32(place))) }
        }
    }
#endif
