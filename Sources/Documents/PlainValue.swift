import KinoraKernel

/// A type that stands in a document as one plain `Value`, without a container of its own.
protocol PlainValue {
    /// Nil where a document cannot hold it (an unsigned number beyond `Int64`, a number that is none).
    var plain: Value? { get }

    /// Nil where the value is of another kind, or would lose something.
    init?(plain: Value)
}

extension Bool: PlainValue {
    var plain: Value? { .bool(self) }

    init?(plain: Value) {
        guard case .bool(let value) = plain else { return nil }
        self = value
    }
}

extension String: PlainValue {
    var plain: Value? { .string(self) }

    init?(plain: Value) {
        guard case .string(let value) = plain else { return nil }
        self = value
    }
}

extension Moment: PlainValue {
    var plain: Value? { .date(self) }

    init?(plain: Value) {
        guard case .date(let value) = plain else { return nil }
        self = value
    }
}

extension PlainValue where Self: BinaryInteger {
    var plain: Value? { Int64(exactly: self).map(Value.int) }

    init?(plain: Value) {
        switch plain {
        case .int(let value): self.init(exactly: value)
        case .double(let value): self.init(exactly: value)
        default: return nil
        }
    }
}

extension PlainValue where Self: BinaryFloatingPoint {
    var plain: Value? { isFinite ? .double(Double(self)) : nil }

    init?(plain: Value) {
        switch plain {
        case .int(let value): self.init(value)
        case .double(let value): self.init(value)
        default: return nil
        }
    }
}

extension Int: PlainValue {}
extension Int8: PlainValue {}
extension Int16: PlainValue {}
extension Int32: PlainValue {}
extension Int64: PlainValue {}
extension UInt: PlainValue {}
extension UInt8: PlainValue {}
extension UInt16: PlainValue {}
extension UInt32: PlainValue {}
extension UInt64: PlainValue {}
extension Double: PlainValue {}
extension Float: PlainValue {}
