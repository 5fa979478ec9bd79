import KinoraKernel

extension StoreCopy {
    /// Brings over what the source's feed tells, to its end, and tries again what the target refused.
    /// - Returns: how many changes there were.
    func follow(_ progress: inout CopyProgress) async throws -> Int {
        let names = Set(collections.map(\.name))
        var followed = 0
        while true {
            let now = time.now
            let changes = try await source.changes(since: progress.state.position, limit: ChangeFeed.mostAtOnce)
            let places = changes.filter { names.contains($0.collection) }.map { CopyState.Place(collection: $0.collection, id: $0.id) }
            followed += places.count
            let refused = try await bring(places + progress.state.refused)
            try await progress.save { state in
                state.refused = refused
                state.position = changes.last?.position ?? state.position
                state.positionAt = now
            }
            if !places.isEmpty { await tell(.followed(changes: followed)) }
            guard changes.count == ChangeFeed.mostAtOnce else { break }
        }
        try await settle(&progress)
        return followed
    }

    /// Makes the target hold what the source holds under these names now. Deletions first: they free places in unique indexes.
    /// - Returns: what the target refused.
    private func bring(_ places: [CopyState.Place]) async throws -> [CopyState.Place] {
        var standing: [(collection: String, documents: [Document])] = []
        for (collection, places) in Dictionary(grouping: places, by: \.collection).sorted(by: { $0.key.precedesByBytes($1.key) }) {
            let ids = places.map(\.id)
            for start in stride(from: 0, to: ids.count, by: Self.pageSize) {
                let some = ids[start..<min(start + Self.pageSize, ids.count)]
                let query = Query(.in("_id", some.map(Value.string)), limit: Self.pageSize)
                let documents = try await source.find(query, in: collection)
                let found = Set(documents.map { ByteText($0.id) })
                for id in some where !found.contains(ByteText(id)) { _ = try await target.delete(id, ifMatch: nil, in: collection) }
                standing.append((collection, documents))
            }
        }
        var refused: [CopyState.Place] = []
        for (collection, documents) in standing where !documents.isEmpty { refused += try await put(documents, in: collection) }
        return refused
    }

    /// Documents that hold each other's places in a unique index are taken out of the target together and then put in. They are kept in
    /// the state meanwhile, so that a copy that is killed in between puts them in later.
    private func settle(_ progress: inout CopyProgress) async throws {
        guard !progress.state.refused.isEmpty else { return }
        for place in progress.state.refused { _ = try await target.delete(place.id, ifMatch: nil, in: place.collection) }
        let refused = try await bring(progress.state.refused)
        try await progress.save { $0.refused = refused }
        guard let first = refused.first else { return }
        throw CopyFailure.refused(collection: first.collection, id: first.id, count: refused.count)
    }
}
