import GRDB

/// A piece of SQL with the values for its question marks. Values never stand in the text.
struct SQLCondition {
    var sql: String
    var arguments: [DatabaseValue]

    init(_ sql: String, _ arguments: [DatabaseValue] = []) {
        self.sql = sql
        self.arguments = arguments
    }

    static let always = SQLCondition("1")
    static let never = SQLCondition("0")

    static func joined(_ conditions: [SQLCondition], by word: String, empty: SQLCondition) -> SQLCondition {
        guard conditions.count != 1 else { return conditions[0] }
        guard !conditions.isEmpty else { return empty }
        return SQLCondition(
            "(" + conditions.map(\.sql).joined(separator: " \(word) ") + ")", conditions.flatMap(\.arguments))
    }

    static func all(_ conditions: [SQLCondition]) -> SQLCondition { joined(conditions, by: "AND", empty: .always) }
    static func any(_ conditions: [SQLCondition]) -> SQLCondition { joined(conditions, by: "OR", empty: .never) }

    /// What is unknown (NULL) counts as false before it is turned round.
    var negated: SQLCondition { SQLCondition("NOT ifnull(\(sql), 0)", arguments) }
}
