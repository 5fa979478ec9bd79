import KinoraDocuments

/// Wishes of one kind, each a document of its own that names its profile; of a profile at most so many count.
struct BoundedWishes<Wish: Record>: Sendable {
    let records: Records<Wish>
    /// The field that says when it was wished.
    let date: String
    /// Of one profile.
    let most: Int

    init(in store: any DocumentStore, date: String, most: Int) {
        records = Records(in: store)
        self.date = date
        self.most = most
    }

    /// What was wished last first.
    func newest(of profile: String) async throws -> [Wish] {
        let mine = Query(.equal("profile", .string(profile)), sort: [.descending(date)], limit: most)
        return try await records.find(mine).map(\.value)
    }

    /// Whether one of some documents is there.
    func contains(anyOf documents: [String]) async throws -> Bool {
        try await records.first(.in("_id", documents.map(Value.string))) != nil
    }

    /// Whether a document may be written: it is there, or fewer than the most are.
    func hasRoom(for document: String, of profile: String) async throws -> Bool {
        if try await records.read(document) != nil { return true }
        return try await records.count(.equal("profile", .string(profile))) < most
    }

    /// Writes a document, unless it is there.
    func insert(_ wish: Wish, as document: String) async throws {
        do {
            _ = try await records.insert(wish, id: document)
        } catch StoreError.exists {
            // It was wished before.
        }
    }

    /// Takes documents away, those that are there.
    func remove(_ documents: [String]) async throws {
        for document in documents { _ = try await records.delete(document) }
    }
}
