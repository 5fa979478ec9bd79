import GRDB

/// One step of the file's format. Its number is written into the file (`user_version`) in the transaction that takes it.
///
/// A step that was released never changes; a later one corrects it. (A test holds the released ones to their digests.)
struct Migration: Sendable {
    let number: Int
    let sql: String

    static let all = [
        Migration(
            number: 1,
            sql: """
                CREATE TABLE collections (name TEXT PRIMARY KEY, schema TEXT NOT NULL) STRICT;
                CREATE TABLE changes (
                    position INTEGER PRIMARY KEY AUTOINCREMENT, collection TEXT NOT NULL, id TEXT NOT NULL,
                    kind TEXT NOT NULL, at INTEGER NOT NULL, UNIQUE (collection, id)
                ) STRICT;
                """)
    ]

    static var newest: Int { all.last?.number ?? 0 }

    /// The number of the last step that the file has taken.
    static func standing(_ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }

    /// Takes the steps that the file has not taken yet.
    static func run(_ database: Database) throws {
        let standing = try standing(database)
        for step in all where step.number > standing {
            try database.execute(sql: step.sql)
            try database.execute(sql: "PRAGMA user_version = \(step.number)")
        }
    }
}
