import KinoraKernel

/// Writes the documents of a store as a `Dump`, page by page.
package struct DumpWriter: Sendable {
    /// How many documents are read at once, and so how much is in memory.
    private static let pageSize = 200

    private let store: any DocumentStore
    private let collections: [String]
    private let time: any TimeSource

    /// - Parameter collections: the names of prepared collections, in any order.
    package init(of collections: [String], in store: any DocumentStore, time: any TimeSource) {
        self.store = store
        self.collections = collections.sorted { $0.precedesByBytes($1) }
        self.time = time
    }

    /// - Parameter sink: takes the bytes, in pieces of whole lines.
    /// - Returns: how many documents were written.
    package func write(to sink: (_ piece: [UInt8]) async throws -> Void) async throws -> Int {
        var counts: [(name: String, count: Int)] = []
        for name in collections { counts.append((name, try await store.count(.all, in: name))) }
        try await sink(Self.bytes(Dump.header(counts, at: time.now)))
        var digest = DigestStream()
        var documents = 0
        for name in collections {
            var last: String?
            repeat {
                let page = try await AllDocuments.page(of: name, behind: last, limit: Self.pageSize, in: store)
                let piece = page.flatMap { Self.bytes(Dump.line($0, of: name)) }
                digest.add(piece)
                documents += page.count
                if !piece.isEmpty { try await sink(piece) }
                last = page.count < Self.pageSize ? nil : page.last?.id
            } while last != nil
        }
        try await sink(Self.bytes(Dump.end(documents: documents, digest: digest.finish())))
        return documents
    }

    private static func bytes(_ line: Value) -> [UInt8] { line.jsonBytes + [UInt8(ascii: "\n")] }
}
