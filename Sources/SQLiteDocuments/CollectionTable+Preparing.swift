import Foundation
import GRDB
import KinoraDocuments

extension CollectionTable {
    /// Whether the file holds this collection as the schema wants it.
    func isPrepared(_ database: Database) throws -> Bool {
        try String.fetchOne(database, sql: "SELECT schema FROM collections WHERE name = ?", arguments: [schema.name]) == recorded()
    }

    /// Makes what is missing: tables, indexes, and, where the schema changed, the entries of documents that stand already.
    func prepare(_ database: Database) throws {
        try database.execute(sql: Self.definition(documents: documents, elements: elements, words: words))
        let former = try formerSchema(database)
        try makeIndexes(former, database)
        if let former, CollectionTable(former).indexedPaths != indexedPaths { try refill(elements, database, addElements) }
        if let former, former.searchable != schema.searchable { try refill(words, database, addWords) }
        try database.execute(
            sql: "INSERT OR REPLACE INTO collections (name, schema) VALUES (?, ?)", arguments: [schema.name, try recorded()])
    }

    /// The tables of a collection, format 1.
    static func definition(documents: String, elements: String, words: String) -> String {
        """
        CREATE TABLE IF NOT EXISTS \(documents) (
            number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, etag TEXT NOT NULL,
            created INTEGER NOT NULL, updated INTEGER NOT NULL, body TEXT NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS \(elements) (
            path TEXT NOT NULL, key ANY NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (path, key, number)
        ) STRICT, WITHOUT ROWID;
        CREATE VIRTUAL TABLE IF NOT EXISTS \(words) USING fts5(words, tokenize = 'ascii', detail = none);
        """
    }

    private func makeIndexes(_ former: CollectionSchema?, _ database: Database) throws {
        for index in former?.indexes ?? [] where index.unique && !schema.indexes.contains(index) {
            try database.execute(sql: "DROP INDEX IF EXISTS \(SQLName.quoted(SQLName.index(schema.name, index.paths, unique: true)))")
        }
        for index in schema.indexes {
            let name = SQLName.index(schema.name, index.paths, unique: index.unique)
            let sql = try definition(of: index, named: name)
            let standing = try String.fetchOne(database, sql: "SELECT sql FROM sqlite_schema WHERE name = ?", arguments: [name])
            guard standing != sql else { continue }
            try database.execute(sql: "DROP INDEX IF EXISTS \(SQLName.quoted(name))")
            do {
                try database.execute(sql: sql)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                throw StoreError.notUnique(collection: schema.name, paths: index.paths)
            }
        }
    }

    /// In a unique index, keys that are NULL (missing, null, arrays, objects) never collide. Behind the paths of a look-up stands the
    /// document's name, so that the index also gives pages their order.
    private func definition(of index: CollectionSchema.Index, named name: String) throws -> String {
        let keys = try index.paths.map { try SQLField($0).key } + (index.unique ? [] : ["id"])
        return "CREATE \(index.unique ? "UNIQUE " : "")INDEX \(SQLName.quoted(name)) ON \(documents) (\(keys.joined(separator: ", ")))"
    }

    private func refill(_ table: String, _ database: Database, _ add: (Value, Int64, Database) throws -> Void) throws {
        try database.execute(sql: "DELETE FROM \(table)")
        let cursor = try GRDB.Row.fetchCursor(database, sql: "SELECT number, body FROM \(documents)")
        while let row = try cursor.next() {
            try add(try Value(json: row[1] as String), row[0], database)
        }
    }

    // MARK: The schema, as the file records it

    /// With the indexes' definitions, so that a Kinora that writes them otherwise makes them anew.
    private func recorded() throws -> String {
        let indexes = try schema.indexes.map { index in
            let sql = try definition(of: index, named: SQLName.index(schema.name, index.paths, unique: index.unique))
            return Value.object(["paths": .array(index.paths.map(Value.string)), "unique": .bool(index.unique), "sql": .string(sql)])
        }
        return Value.object(["indexes": .array(indexes), "searchable": .array(schema.searchable.map(Value.string))]).json
    }

    private func formerSchema(_ database: Database) throws -> CollectionSchema? {
        let text = try String.fetchOne(database, sql: "SELECT schema FROM collections WHERE name = ?", arguments: [schema.name])
        guard let text else { return nil }
        let value = try Value(json: text)
        var former = CollectionSchema(schema.name, searchable: value["searchable"].texts)
        if case .array(let indexes) = value["indexes"] {
            former.indexes = indexes.map { .init(paths: $0["paths"].texts, unique: $0["unique"] == .bool(true)) }
        }
        return former
    }
}

extension Value? {
    fileprivate var texts: [String] {
        guard case .array(let elements) = self else { return [] }
        return elements.compactMap { element in
            if case .string(let text) = element { text } else { nil }
        }
    }
}
