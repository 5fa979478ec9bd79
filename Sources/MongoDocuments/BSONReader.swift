#if MongoDB
    import Foundation
    import KinoraDocuments
    import KinoraKernel

    /// Why bytes are no BSON.
    struct BSONProblem: Complaint, Hashable {
        /// In bytes from the beginning.
        let position: Int
        let reason: String

        var sentence: String { "This is no usable BSON: \(reason) at byte \(position)." }
    }

    /// Reads one document of BSON (bsonspec.org, version 1.1) in a single pass.
    ///
    /// What a document of ours never holds, but another program may have written, is told as the nearest value of ours: short whole numbers as
    /// whole numbers, names of objects, decimals, binary data (base 64), expressions and code as texts. The bytes are not trusted: every
    /// length is checked against what is there, and the depth is bounded.
    struct BSONReader {
        /// MongoDB's own bound is 100 levels.
        static let deepest = 128

        private let bytes: UnsafeRawBufferPointer
        private var position = 0
        private var end: Int

        /// - Returns: the fields; of a name that stands twice, the last.
        static func fields(of bytes: some ContiguousBytes) throws(BSONProblem) -> [String: Value] {
            let result = bytes.withUnsafeBytes { buffer in
                Result { () throws(BSONProblem) in
                    var reader = BSONReader(bytes: buffer)
                    return try reader.whole()
                }
            }
            return try result.get()
        }

        private init(bytes: UnsafeRawBufferPointer) {
            self.bytes = bytes
            end = bytes.count
        }

        private mutating func whole() throws(BSONProblem) -> [String: Value] {
            let fields = try document(depth: 1)
            guard position == bytes.count else { throw problem("something follows the document") }
            return fields
        }

        // MARK: Documents

        private mutating func document(depth: Int) throws(BSONProblem) -> [String: Value] {
            var fields: [String: Value] = [:]
            try elements(depth: depth) { name, value in fields[name] = value }
            return fields
        }

        private mutating func array(depth: Int) throws(BSONProblem) -> [Value] {
            var values: [Value] = []
            try elements(depth: depth) { _, value in values.append(value) }
            return values
        }

        private mutating func elements(depth: Int, _ take: (String, Value) -> Void) throws(BSONProblem) {
            guard depth <= Self.deepest else { throw problem("more than \(Self.deepest) levels begin") }
            let (start, outer) = (position, end)
            let length = Int(try little(Int32.self))
            guard length >= 5, length <= outer - start else { throw problem("a length leads beyond the end") }
            end = start + length
            while true {
                let type = try byte()
                if type == 0 { break }
                let name = try cString()
                take(name, try value(of: type, depth: depth))
            }
            guard position == end else { throw problem("a document ends before its length") }
            end = outer
        }

        private mutating func value(of type: UInt8, depth: Int) throws(BSONProblem) -> Value {
            switch BSONType(rawValue: type) {
            case .double:
                let number = Double(bitPattern: try little(UInt64.self))
                return number.isFinite ? .double(number) : .string("\(number)")
            case .string, .code, .symbol: return .string(try string())
            case .document: return .object(try document(depth: depth + 1))
            case .array: return .array(try array(depth: depth + 1))
            case .bool: return .bool(try byte() != 0)
            case .date: return .date(Moment(milliseconds: try little(Int64.self)))
            case .null, .undefined: return .null
            case .int32: return .int(Int64(try little(Int32.self)))
            case .int64: return .int(try little(Int64.self))
            case .objectID: return .string(try hexadecimal(count: 12))
            case nil: throw problem("a value of unknown kind \(type) begins")
            case let foreign?: return .string(try foreignText(foreign, depth: depth))
            }
        }

        private mutating func foreignText(_ type: BSONType, depth: Int) throws(BSONProblem) -> String {
            switch type {
            case .binary:
                let length = Int(try little(Int32.self))
                _ = try byte()
                return Data(try take(length)).base64EncodedString()
            case .regex:
                let pattern = try cString()
                return "/\(pattern)/\(try cString())"
            case .pointer: return "\(try string()) \(try hexadecimal(count: 12))"
            case .scopedCode:
                _ = try little(Int32.self)
                let code = try string()
                _ = try document(depth: depth + 1)
                return code
            case .timestamp: return "\(try little(UInt64.self))"
            case .decimal128: return Self.decimal(low: try little(UInt64.self), high: try little(UInt64.self))
            case .minKey: return "least"
            default: return "greatest"
            }
        }

        /// IEEE 754 decimal128 with its whole number in binary: a sign, 14 bits of exponent (biased by 6176), 113 bits of number.
        private static func decimal(low: UInt64, high: UInt64) -> String {
            let sign = high >> 63 == 1 ? "-" : ""
            switch (high >> 58) & 0x1F {
            case 0x1E: return sign + "Infinity"
            case 0x1F: return "NaN"
            case 0x18...0x1D: return sign + "0"
            default: break
            }
            let exponent = Int((high >> 49) & 0x3FFF) - 6176
            let number = UInt128(high & 0x1_FFFF_FFFF_FFFF) << 64 | UInt128(low)
            return sign + "\(number)" + (exponent == 0 ? "" : "E\(exponent)")
        }

        // MARK: Bytes

        private mutating func take(_ count: Int) throws(BSONProblem) -> UnsafeRawBufferPointer {
            guard count >= 0, count <= end - position else { throw problem("a value leads beyond the end") }
            defer { position += count }
            return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
        }

        private mutating func byte() throws(BSONProblem) -> UInt8 { try take(1)[0] }

        private mutating func little<T: FixedWidthInteger>(_ type: T.Type) throws(BSONProblem) -> T {
            T(littleEndian: try take(MemoryLayout<T>.size).loadUnaligned(as: T.self))
        }

        private mutating func string() throws(BSONProblem) -> String {
            let length = Int(try little(Int32.self))
            guard length >= 1 else { throw problem("a text of no length begins") }
            let text = try take(length)
            guard text[length - 1] == 0 else { throw problem("a text has no end") }
            return try utf8(text.dropLast())
        }

        private mutating func cString() throws(BSONProblem) -> String {
            guard let zero = bytes[position..<end].firstIndex(of: 0) else { throw problem("a name has no end") }
            defer { position = zero + 1 }
            return try utf8(bytes[position..<zero])
        }

        private func utf8(_ bytes: Slice<UnsafeRawBufferPointer>) throws(BSONProblem) -> String {
            guard let text = String(validating: bytes, as: UTF8.self) else { throw problem("a text with bytes that are no UTF-8 stands") }
            return text
        }

        private mutating func hexadecimal(count: Int) throws(BSONProblem) -> String {
            let digits = Array("0123456789abcdef".utf8)
            let bytes = try take(count).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
            return String(decoding: bytes, as: UTF8.self)
        }

        private func problem(_ reason: String) -> BSONProblem { BSONProblem(position: position, reason: reason) }
    }
#endif
