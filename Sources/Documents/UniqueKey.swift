import KinoraKernel

/// What two documents may not have in common. Numbers are equal by value, texts by their bytes.
struct UniqueKey: Hashable {
    private enum Part: Hashable {
        case bool(Bool)
        case int(Int64)
        case double(Double)
        case text(ByteText)
        case date(Int64)
    }

    private let parts: [Part]

    /// Nil where one of the values is missing, null, an array or an object: such documents are exempt.
    init?(_ values: [Value]) {
        var parts: [Part] = []
        for value in values {
            switch value {
            case .null, .array, .object: return nil
            case .bool(let value): parts.append(.bool(value))
            case .int(let value): parts.append(.int(value))
            case .double(let value): parts.append(Int64(exactly: value).map(Part.int) ?? .double(value))
            case .string(let value): parts.append(.text(ByteText(value)))
            case .date(let value): parts.append(.date(value.milliseconds))
            }
        }
        self.parts = parts
    }
}
