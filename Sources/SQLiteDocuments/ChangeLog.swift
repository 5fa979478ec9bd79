import GRDB
import KinoraDocuments
import KinoraKernel

/// The change feed's table: each document once, with its last change. Written in the transaction of the change itself, so that positions
/// grow in the order of commits and nothing is ever missing behind a position that was read.
enum ChangeLog {
    static func note(_ id: String, _ kind: DocumentChange.Kind, in collection: String, at now: Moment, _ database: Database) throws {
        try database.cachedStatement(sql: "INSERT OR REPLACE INTO changes (collection, id, kind, at) VALUES (?, ?, ?, ?)")
            .execute(arguments: [collection, id, kind.rawValue, now.milliseconds])
    }

    static func changes(since position: Int64, limit: Int, _ database: Database) throws -> [DocumentChange] {
        let rows = try Row.fetchAll(
            database, sql: "SELECT position, collection, id, kind, at FROM changes WHERE position > ? ORDER BY position LIMIT ?",
            arguments: [position, max(0, limit)])
        return rows.map { row in
            DocumentChange(
                position: row[0], collection: row[1], id: row[2], kind: DocumentChange.Kind(rawValue: row[3]) ?? .written,
                at: Moment(milliseconds: row[4]))
        }
    }

    static func latest(_ database: Database) throws -> Int64 {
        try Int64.fetchOne(database, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'changes'") ?? 0
    }

    /// Forgets what is older than the feed's memory.
    static func forget(before now: Moment, _ database: Database) throws {
        let oldest = now - DocumentChange.memory
        try database.execute(sql: "DELETE FROM changes WHERE at < ?", arguments: [oldest.milliseconds])
    }
}
