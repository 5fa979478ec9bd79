import Foundation
import GRDB
import KinoraDocuments
import KinoraKernel

/// How a field is reached in SQL.
///
/// A field of the body is compared and sorted by its *key*, an expression whose order in SQLite is the order of documents: NULL for what is
/// missing, null, an array or an object; a number; a text; a blob `b0` or `b1` for false and true; a blob `d` and sixteen hexadecimal
/// digits for a date. SQLite never takes values of two such kinds for equal, so comparisons are strict without a word in the query.
enum SQLField: Hashable {
    case id
    case created
    case updated
    /// The path as SQLite writes it, as a literal: `'$."description"."sortTitle"'`.
    case body(String)

    /// - Throws: `StoreError.invalid` for what is no path; afterwards nothing in it can leave the literal.
    init(_ path: String) throws {
        switch path {
        case "_id": self = .id
        case "createdAt": self = .created
        case "updatedAt": self = .updated
        default: self = .body("'$" + (try FieldPath.names(path)).map { ".\"\($0)\"" }.joined() + "'")
        }
    }

    /// The expression by which indexes, conditions and sorts reach the field. They must agree letter for letter, or no index is used.
    var key: String {
        switch self {
        case .id: "id"
        case .created: "created"
        case .updated: "updated"
        case .body(let path):
            Self.key(
                type: "json_type(body, \(path))", value: "json_extract(body, \(path))",
                dateType: "json_type(body, \(path.dropLast()).\"$date\"')", date: "json_extract(body, \(path.dropLast()).\"$date\"')")
        }
    }

    /// The key of an element that `json_each` lists as `element`; null has one too.
    static let elementKey =
        "CASE element.type WHEN 'null' THEN \(nullElement) ELSE "
        + key(
            type: "element.type", value: "element.atom", dateType: "json_type(element.value, '$.\"$date\"')",
            date: "json_extract(element.value, '$.\"$date\"')") + " END"

    /// What stands for null among the elements of an array.
    static let nullElement = "x'6e'"

    private static func key(type: String, value: String, dateType: String, date: String) -> String {
        let smallest = "(-9223372036854775807 - 1)"
        let ordered = "(\(date) | \(smallest)) - (\(date) & \(smallest))"
        return "CASE \(type) WHEN 'text' THEN \(value) WHEN 'integer' THEN \(value) WHEN 'real' THEN \(value)"
            + " WHEN 'true' THEN x'6231' WHEN 'false' THEN x'6230'"
            + " WHEN 'object' THEN CASE \(dateType) WHEN 'integer' THEN CAST('d' || printf('%016x', \(ordered)) AS BLOB) END END"
    }

    /// The key of a value; nil for null, arrays and objects, and for kinds that this field never holds.
    func key(of value: Value) -> DatabaseValue? {
        switch self {
        case .body: Self.key(of: value)
        case .id:
            if case .string = value { Self.key(of: value) } else { nil }
        case .created, .updated:
            if case .date(let moment) = value { moment.milliseconds.databaseValue } else { nil }
        }
    }

    static func key(of value: Value) -> DatabaseValue? {
        switch value {
        case .null, .array, .object: return nil
        case .bool(let value): return Data((value ? "b1" : "b0").utf8).databaseValue
        case .int(let value): return value.databaseValue
        case .double(let value): return value.databaseValue
        case .string(let value): return value.databaseValue
        case .date(let moment):
            let digits = String(UInt64(bitPattern: moment.milliseconds) ^ (1 << 63), radix: 16)
            return Data(("d" + String(repeating: "0", count: 16 - digits.count) + digits).utf8).databaseValue
        }
    }

    /// The end of a value's kind in the order of keys, above and below, as literals; nil where the kind is the first.
    func bounds(of value: Value) -> (below: String?, above: String?) {
        guard case .body = self else { return (nil, nil) }
        switch value {
        case .int, .double: return (nil, "''")
        case .string: return ("''", "x''")
        case .bool: return ("x'62'", "x'63'")
        case .date: return ("x'64'", "x'65'")
        case .null, .array, .object: return (nil, nil)
        }
    }
}
