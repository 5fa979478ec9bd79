import KinoraKernel

/// What a field of a document holds: JSON, with whole numbers and moments kept apart from other numbers.
///
/// Every engine keeps these kinds and no others; they are what SQLite's JSON, BSON and Extended JSON have in common.
/// `DocumentRules` says which of them can be kept.
package enum Value: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    /// Written as `{"$date": milliseconds}`.
    case date(Moment)
    case array([Value])
    case object([String: Value])
}

extension Value {
    /// The value at a dotted path (`"job.state"`), or nil where nothing stands. Paths do not reach into arrays.
    package subscript(path: String) -> Value? {
        var value = self
        for name in path.split(separator: ".") {
            let name = String(name)
            guard case .object(let fields) = value, let index = fields.index(forKey: name), fields[index].key.sameBytes(as: name) else {
                return nil
            }
            value = fields[index].value
        }
        return value
    }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .int(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension Value: ExpressibleByDictionaryLiteral {
    /// Of a name that is given twice, the last counts.
    package init(dictionaryLiteral elements: (String, Value)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }
}
