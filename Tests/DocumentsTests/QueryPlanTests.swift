import GRDB
import GRDBSQLite
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraSQLiteDocuments

@Suite("Questions that are asked often use an index")
struct QueryPlanTests {
    private static let jobs = CollectionSchema("jobs", indexes: [.lookup("state", "priority"), .unique("key"), .lookup("createdAt")])
    private static let sources = CollectionSchema("sources", indexes: [.lookup("library"), .lookup("path")])
    private static let films = CollectionSchema(
        "films", indexes: [.lookup("isListed", "description.sortTitle"), .lookup("isListed", "listedAt"), .lookup("sources")],
        searchable: ["description.title"])

    @Test func jobsByState() async throws {
        let plan = try await plan(Query(.equal("state", "waiting"), sort: [.ascending("priority")], limit: 1), in: Self.jobs)
        #expect(plan == ["SEARCH documents/jobs USING INDEX lookup/jobs/state,priority (<expr>=?)"])
        let several = try await self.plan(Query(.in("state", ["waiting", "failed"])), in: Self.jobs)
        #expect(several.contains("SEARCH documents/jobs USING INDEX lookup/jobs/state,priority (<expr>=?)"))
    }

    @Test func aUniqueKey() async throws {
        let plan = try await plan(Query(.equal("key", "x"), limit: 1), in: Self.jobs)
        #expect(plan.contains("SEARCH documents/jobs USING INDEX unique/jobs/key (<expr>=?)"))
    }

    @Test func sourcesByPathAndByLibraryPageByPage() async throws {
        let byPath = try await plan(Query(.equal("path", "a/b.mkv")), in: Self.sources)
        #expect(byPath == ["SEARCH documents/sources USING INDEX lookup/sources/path (<expr>=?)"])
        let page = Query(.and([.equal("library", "/films"), .greaterThan("_id", "x")]), sort: [.ascending("_id")])
        let byPage = try await plan(page, in: Self.sources)
        #expect(byPage == ["SEARCH documents/sources USING INDEX lookup/sources/library (<expr>=? AND id>?)"])
    }

    @Test func listedFilmsByTitleNeedNoSorting() async throws {
        let listed = try await plan(Query(.equal("isListed", true), sort: [.ascending("description.sortTitle")], limit: 40), in: Self.films)
        #expect(listed == ["SEARCH documents/films USING INDEX lookup/films/is^listed,description.sort^title (<expr>=?)"])
        let newest = try await plan(Query(.equal("isListed", true), sort: [.descending("listedAt")], limit: 40), in: Self.films)
        #expect(newest.first == "SEARCH documents/films USING INDEX lookup/films/is^listed,listed^at (<expr>=?)")
        #expect(newest.dropFirst() == ["USE TEMP B-TREE FOR RIGHT PART OF ORDER BY"])
    }

    @Test func anElementOfAnArray() async throws {
        let plan = try await plan(Query(.equal("sources", "abc")), in: Self.films)
        #expect(plan.contains { $0.hasPrefix("SEARCH elements/films USING PRIMARY KEY (path=? AND key=?)") })
        #expect(!plan.contains { $0.hasPrefix("SCAN") && !$0.contains("CONSTANT") })
    }

    @Test func theNextPageOfEverything() async throws {
        let plan = try await plan(Query(.greaterThan("_id", "x"), sort: [.ascending("_id")]), in: Self.sources)
        #expect(plan == ["SEARCH documents/sources USING INDEX sqlite_autoindex_documents/sources_1 (id>?)"])
    }

    @Test func jobsInTheOrderOfTheirMaking() async throws {
        let plan = try await plan(Query(.all, sort: [.ascending("createdAt")], limit: 10), in: Self.jobs)
        #expect(plan == ["SCAN documents/jobs USING INDEX lookup/jobs/created^at"])
    }

    @Test func aRangeIsReadFromEndToEndAndNoFurther() async throws {
        let folder = try TestFolder()
        let store = try await SQLiteStore(path: folder.file("kinora.sqlite"), time: SystemTime())
        try await store.prepare([Self.jobs])
        _ = try await store.append((0..<5000).map { ["state": "done", "priority": .int($0)] }, to: "jobs")
        let range = Filter.and([.equal("state", "done"), .atLeast("priority", 100), .lessThan("priority", 150)])
        let table = try store.table("jobs")

        for sort in [Sort.ascending("priority"), .descending("priority")] {
            let steps = try await store.pool.read { database in
                let (sql, arguments) = try table.selection(Query(range, sort: [sort], limit: 50), database)
                let statement = try database.makeStatement(sql: sql)
                #expect(try Row.fetchAll(statement, arguments: StatementArguments(arguments)).count == 50)
                return sqlite3_stmt_status(statement.sqliteStatement, SQLITE_STMTSTATUS_VM_STEP, 0)
            }
            // Some thirty for each of fifty documents; reading on to the end of the index takes more than twenty thousand.
            #expect(steps < 5000, "\(steps)")
        }
        try await store.close()
        try folder.remove()
    }

    /// With some documents in the collection, films with arrays among them.
    private func plan(_ query: Query, in schema: CollectionSchema) async throws -> [String] {
        let folder = try TestFolder()
        let store = try await SQLiteStore(path: folder.file("kinora.sqlite"), time: SystemTime())
        try await store.prepare([schema])
        let body = #"{"sources":["a","b"],"isListed":true,"description":{"title":"M","sortTitle":"m"},"state":"waiting","path":"p"}"#
        _ = try await store.append(Array(repeating: try Value(json: body), count: 100), to: schema.name)
        let table = try store.table(schema.name)
        let plan = try await store.pool.read { database in
            let (sql, arguments) = try table.selection(query, database)
            return try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + sql, arguments: StatementArguments(arguments))
                .map { $0["detail"] as String }
        }
        try await store.close()
        try folder.remove()
        return plan
    }
}
