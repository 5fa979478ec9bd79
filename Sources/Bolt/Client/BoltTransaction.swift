/// Work that is done as a whole or not at all; also the one question of an automatic transaction.
package struct BoltTransaction: Sendable {
    let connection: BoltConnection
    let settings: BoltSettings

    /// Asks, and takes all rows.
    /// - Throws: `BoltFault`.
    @discardableResult
    package func run(_ query: String, _ parameters: [String: BoltValue] = [:]) async throws -> BoltRows {
        try await run(query, parameters, extra: [:]).rows
    }

    /// Asks, and takes the rows one after the other; they are fetched in batches, so that an answer of any length takes little memory.
    /// - Throws: `BoltFault`; what `use` throws, after the rest was discarded.
    @discardableResult
    package func run(
        _ query: String, _ parameters: [String: BoltValue] = [:], use: (BoltRow) async throws -> Void
    ) async throws -> [String: Int64] {
        let replies = try await connection.ask([.run(query, parameters, extra: [:]), .pull(settings.batch)])
        let columns = try Self.columns(replies[0])
        var batch = replies[1]
        do {
            while true {
                for row in batch.rows { try await use(try Self.row(row, columns)) }
                guard try batch.facts()["has_more"]?.asBool == true else { return Self.counters(try batch.facts()) }
                batch = try await connection.ask([.pull(settings.batch)])[0]
            }
        } catch {
            let hasMore = (try? batch.facts()["has_more"]?.asBool) ?? false
            if hasMore, connection.isUsable, !connection.hasFailed { _ = try? await connection.ask([.discard(-1)]) }
            throw error
        }
    }

    func run(
        _ query: String, _ parameters: [String: BoltValue], extra: [String: BoltValue]
    ) async throws -> (rows: BoltRows, bookmark: String?) {
        let replies = try await connection.ask([.run(query, parameters, extra: extra), .pull(settings.batch)])
        let columns = try Self.columns(replies[0])
        var batch = replies[1]
        var rows = try batch.rows.map { try Self.row($0, columns) }
        while try batch.facts()["has_more"]?.asBool == true {
            guard rows.count < settings.mostRows else {
                _ = try await connection.ask([.discard(-1)])
                throw BoltFault.tooManyRows(settings.mostRows)
            }
            batch = try await connection.ask([.pull(settings.batch)])[0]
            rows += try batch.rows.map { try Self.row($0, columns) }
        }
        let facts = try batch.facts()
        return (BoltRows(columns: columns, rows: rows, counters: Self.counters(facts)), facts["bookmark"]?.asString)
    }

    /// The names of the columns. Not every server tells them where there is no row.
    private static func columns(_ reply: BoltReply) throws -> [String] {
        try reply.facts()["fields"]?.asList?.compactMap(\.asString) ?? []
    }

    private static func row(_ values: [BoltValue], _ columns: [String]) throws -> BoltRow {
        guard values.count == columns.count else { throw BoltFault.malformed("a row has other columns than were told") }
        return BoltRow(columns: columns, values: values)
    }

    private static func counters(_ facts: [String: BoltValue]) -> [String: Int64] {
        (facts["stats"]?.asMap ?? [:]).compactMapValues(\.asInt)
    }
}
