import Foundation
import GRDB
import KinoraDocuments
import KinoraKernel

/// One collection in the database: the table of its documents, the elements of arrays that an index names, and the words for text search.
/// Everything here runs inside a transaction that the caller has begun.
struct CollectionTable: Sendable {
    let schema: CollectionSchema
    let documents: String
    let elements: String
    let words: String
    /// Paths of the body that an index names.
    let indexedPaths: Set<String>

    init(_ schema: CollectionSchema) {
        self.schema = schema
        documents = SQLName.documents(schema.name)
        elements = SQLName.elements(schema.name)
        words = SQLName.words(schema.name)
        indexedPaths = Set(schema.indexes.flatMap(\.paths)).subtracting(["_id", "createdAt", "updatedAt"])
    }

    /// A document and its row.
    struct Row {
        let number: Int64
        let document: Document
    }

    // MARK: Reading

    func row(_ id: String, _ database: Database) throws -> Row? {
        let statement = try database.cachedStatement(sql: "SELECT \(Self.columns) FROM \(documents) WHERE id = ?")
        return try rows(statement, [id.databaseValue]).first
    }

    func find(_ query: Query, _ database: Database) throws -> [Row] {
        let (sql, arguments) = try selection(query, database)
        return try rows(database.makeStatement(sql: sql), arguments)
    }

    func count(_ filter: Filter, _ database: Database) throws -> Int {
        let condition = try FilterTranslation(table: self, database: database).condition(filter)
        let statement = try database.makeStatement(sql: "SELECT count(*) FROM \(documents) WHERE \(condition.sql)")
        return try Int.fetchOne(statement, arguments: StatementArguments(condition.arguments)) ?? 0
    }

    /// The statement that answers a query; on its own, so that tests can ask SQLite for its plan.
    func selection(_ query: Query, _ database: Database) throws -> (sql: String, arguments: [DatabaseValue]) {
        let condition = try FilterTranslation(table: self, database: database).condition(query.filter)
        let order = try query.sort.map { try SQLField($0.path).key + ($0.ascending ? "" : " DESC") }
        let named = query.sort.contains { $0.path == "_id" } ? order : order + ["id"]
        return (
            "SELECT \(Self.columns) FROM \(documents) WHERE \(condition.sql) ORDER BY \(named.joined(separator: ", ")) LIMIT ? OFFSET ?",
            condition.arguments + [query.limit.databaseValue, query.skip.databaseValue]
        )
    }

    func hasElements(at path: String, _ database: Database) throws -> Bool {
        let statement = try database.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM \(elements) WHERE path = ?)")
        return try Bool.fetchOne(statement, arguments: [path]) ?? false
    }

    private static let columns = "number, id, etag, created, updated, body"

    private func rows(_ statement: Statement, _ arguments: [DatabaseValue]) throws -> [Row] {
        var rows: [Row] = []
        let cursor = try GRDB.Row.fetchCursor(statement, arguments: StatementArguments(arguments))
        while let row = try cursor.next() {
            let body = try row.withUnsafeData(atIndex: 5) { data in try Value(json: data ?? Data()) }
            rows.append(
                Row(
                    number: row[0],
                    document: Document(
                        id: row[1], etag: ETag(rawValue: row[2]), createdAt: Moment(milliseconds: row[3]),
                        updatedAt: Moment(milliseconds: row[4]), body: body)))
        }
        return rows
    }

    // MARK: Writing

    func insert(_ document: Document, _ database: Database) throws {
        guard try row(document.id, database) == nil else { throw StoreError.exists(collection: schema.name, id: document.id) }
        try unlessTaken {
            try database.cachedStatement(
                sql: "INSERT INTO \(documents) (id, etag, created, updated, body) VALUES (?, ?, ?, ?, ?)"
            ).execute(arguments: [
                document.id, document.etag.rawValue, document.createdAt.milliseconds, document.updatedAt.milliseconds, document.body.json,
            ])
        }
        let number = database.lastInsertedRowID
        try addElements(of: document.body, number, database)
        try addWords(of: document.body, number, database)
    }

    func replace(_ former: Row, with document: Document, _ database: Database) throws {
        try unlessTaken {
            try database.cachedStatement(sql: "UPDATE \(documents) SET etag = ?, created = ?, updated = ?, body = ? WHERE number = ?")
                .execute(arguments: [
                    document.etag.rawValue, document.createdAt.milliseconds, document.updatedAt.milliseconds, document.body.json,
                    former.number,
                ])
        }
        if elementKeys(of: former.document.body) != elementKeys(of: document.body) {
            try removeElements(former.number, of: former.document.body, database)
            try addElements(of: document.body, former.number, database)
        }
        if FoldedWords.of(former.document.body, at: schema.searchable) != FoldedWords.of(document.body, at: schema.searchable) {
            try removeWords(former.number, database)
            try addWords(of: document.body, former.number, database)
        }
    }

    func delete(_ former: Row, _ database: Database) throws {
        try database.cachedStatement(sql: "DELETE FROM \(documents) WHERE number = ?").execute(arguments: [former.number])
        try removeElements(former.number, of: former.document.body, database)
        try removeWords(former.number, database)
    }

    private func unlessTaken(_ write: () throws -> Void) throws {
        do {
            try write()
        } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE {
            let taken = schema.indexes.first { index in
                let name = SQLName.index(schema.name, index.paths, unique: true)
                return index.unique && error.message?.contains("'\(name)'") == true
            }
            throw StoreError.notUnique(collection: schema.name, paths: taken?.paths ?? [])
        }
    }

    // MARK: Elements and words

    private struct ElementKey: Hashable {
        let path: String
        let key: DatabaseValue
    }

    private func elementKeys(of body: Value) -> Set<ElementKey> {
        var keys: Set<ElementKey> = []
        for path in indexedPaths {
            guard case .array(let elements) = body[path] else { continue }
            for element in elements {
                let key = element == .null ? Data("n".utf8).databaseValue : SQLField.key(of: element)
                if let key { keys.insert(ElementKey(path: path, key: key)) }
            }
        }
        return keys
    }

    func addElements(of body: Value, _ number: Int64, _ database: Database) throws {
        for element in elementKeys(of: body) {
            try database.cachedStatement(sql: "INSERT OR IGNORE INTO \(elements) (path, key, number) VALUES (?, ?, ?)")
                .execute(arguments: [element.path, element.key, number])
        }
    }

    private func removeElements(_ number: Int64, of body: Value, _ database: Database) throws {
        for element in elementKeys(of: body) {
            try database.cachedStatement(sql: "DELETE FROM \(elements) WHERE path = ? AND key = ? AND number = ?")
                .execute(arguments: [element.path, element.key, number])
        }
    }

    func addWords(of body: Value, _ number: Int64, _ database: Database) throws {
        guard !schema.searchable.isEmpty else { return }
        try database.cachedStatement(sql: "INSERT INTO \(words) (rowid, words) VALUES (?, ?)")
            .execute(arguments: [number, FoldedWords.of(body, at: schema.searchable).joined(separator: " ")])
    }

    private func removeWords(_ number: Int64, _ database: Database) throws {
        guard !schema.searchable.isEmpty else { return }
        try database.cachedStatement(sql: "DELETE FROM \(words) WHERE rowid = ?").execute(arguments: [number])
    }
}
