import KinoraKernel

/// Brings a `Dump` into a store: first everything is read and compared with what stands, then it is written. A dump with a single wrong
/// line changes nothing.
package struct DumpImport<Pieces: AsyncSequence & Sendable>: Sendable where Pieces.Element == [UInt8] {
    /// How many documents are compared and written at once.
    private static var batchSize: Int { 200 }
    /// How many bytes of lines are enough for one batch.
    private static var batchLength: Int { 8 << 20 }

    private let pieces: Pieces
    private let store: any DocumentStore
    private let collections: [CollectionSchema]

    /// - Parameter pieces: the dump's bytes; read twice.
    package init(_ pieces: Pieces, into store: any DocumentStore, collections: [CollectionSchema]) {
        self.pieces = pieces
        self.store = store
        self.collections = collections
    }

    /// Reads all of the dump and says what importing it would do.
    /// - Throws: `DumpProblem`.
    package func plan() async throws -> DumpPlan {
        try await store.prepare(collections)
        var plan = DumpPlan()
        var standing = 0
        for collection in collections { standing += try await store.count(.all, in: collection.name) }
        try await batches { collection, documents in
            let query = Query(.in("_id", documents.map { .string($0.id) }), limit: Self.batchSize)
            let found = try await store.find(query, in: collection)
            let byName = Dictionary(found.map { (ByteText($0.id), $0) }) { first, _ in first }
            for document in documents {
                switch byName[ByteText(document.id)] {
                case nil: plan.new += 1
                case document: plan.equal += 1
                default: plan.overwritten += 1
                }
            }
        }
        plan.others = max(0, standing - plan.equal - plan.overwritten)
        return plan
    }

    /// Writes the documents. Call `plan` before: it finds what is wrong.
    /// - Parameter tell: how many were written so far.
    package func write(tell: (Int) async -> Void = { _ in }) async throws {
        var written = 0
        try await batches { collection, documents in
            try await store.restore(documents, into: collection)
            written += documents.count
            await tell(written)
        }
    }

    private func batches(_ body: (String, [Document]) async throws -> Void) async throws {
        var batch: [Document] = []
        var collection = ""
        var length = 0
        for try await line in DumpReader(pieces, collections: Set(collections.map(\.name))) {
            if line.collection != collection || batch.count == Self.batchSize || length > Self.batchLength {
                if !batch.isEmpty { try await body(collection, batch) }
                (batch, collection, length) = ([], line.collection, 0)
            }
            batch.append(line.document)
            length += line.length
        }
        if !batch.isEmpty { try await body(collection, batch) }
    }
}
