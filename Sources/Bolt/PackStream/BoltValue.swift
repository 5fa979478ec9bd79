/// A value of Cypher as Bolt carries it: what is sent as a parameter and what comes back in a row. Source: PackStream 1.0 and the structures
/// of Bolt 5.
package indirect enum BoltValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case float(Double)
    case string(String)
    case bytes([UInt8])
    case list([BoltValue])
    case map([String: BoltValue])
    case node(BoltNode)
    case relationship(BoltRelationship)
    case path(BoltPath)
    /// Days since 1 January 1970.
    case date(days: Int64)
    /// Nanoseconds since midnight at an offset from UTC in seconds.
    case time(nanoseconds: Int64, offset: Int64)
    /// Nanoseconds since midnight, wherever that is.
    case localTime(nanoseconds: Int64)
    /// A moment: seconds since 1970 in UTC, nanoseconds within the second, and the offset in seconds at which it was written down.
    case dateTime(seconds: Int64, nanoseconds: Int64, offset: Int64)
    /// A moment, and the zone of the tz database in which it was written down.
    case zonedDateTime(seconds: Int64, nanoseconds: Int64, zone: String)
    /// Seconds of a wall clock since 1970, wherever that hangs.
    case localDateTime(seconds: Int64, nanoseconds: Int64)
    case duration(months: Int64, days: Int64, seconds: Int64, nanoseconds: Int64)
    /// - Parameter z: nil in the plane.
    case point(srid: Int64, x: Double, y: Double, z: Double?)
    /// A structure of a later protocol.
    case unknown(tag: UInt8, fields: [BoltValue])

    package var isNull: Bool { self == .null }
    package var asBool: Bool? { if case .bool(let value) = self { value } else { nil } }
    package var asInt: Int64? { if case .int(let value) = self { value } else { nil } }
    package var asString: String? { if case .string(let value) = self { value } else { nil } }
    package var asList: [BoltValue]? { if case .list(let value) = self { value } else { nil } }
    package var asMap: [String: BoltValue]? { if case .map(let value) = self { value } else { nil } }
    package var asNode: BoltNode? { if case .node(let value) = self { value } else { nil } }

    /// A number, whole or not.
    package var asDouble: Double? {
        switch self {
        case .float(let value): value
        case .int(let value): Double(value)
        default: nil
        }
    }

    /// What the kind of value is called, for sentences.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a truth value"
        case .int, .float: "a number"
        case .string: "a text"
        case .bytes: "bytes"
        case .list: "a list"
        case .map: "a map"
        case .node: "a node"
        case .relationship: "a relationship"
        case .path: "a path"
        case .date, .time, .localTime, .dateTime, .zonedDateTime, .localDateTime: "a date or time"
        case .duration: "a duration"
        case .point: "a point"
        case .unknown: "a structure"
        }
    }
}

extension BoltValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .int(value) }
    package init(floatLiteral value: Double) { self = .float(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(nilLiteral: ()) { self = .null }
    package init(arrayLiteral elements: BoltValue...) { self = .list(elements) }
    package init(dictionaryLiteral elements: (String, BoltValue)...) { self = .map(Dictionary(elements) { $1 }) }
}
