/// Compares what two stores hold, document by document: names, versions, moments and contents.
struct CopyComparison: Sendable {
    let source: any DocumentStore
    let target: any DocumentStore
    /// Whether the target may hold documents that the source does not have.
    let allowsOthers: Bool

    /// Walks both sides of a collection in the order of names, once.
    /// - Returns: how many documents of the source were compared.
    func compare(_ collection: String, into differences: inout CopyDifferences) async throws -> Int {
        var sources = AllDocuments(store: source, collection: collection).makeAsyncIterator()
        var targets = AllDocuments(store: target, collection: collection).makeAsyncIterator()
        var (left, right) = (try await sources.next(), try await targets.next())
        var count = 0
        while left != nil || right != nil {
            switch Self.order(left, right) {
            case .less:
                if let left { differences.note(.missing, left.id, in: collection) }
                left = try await sources.next()
                count += 1
            case .greater:
                if let right, !allowsOthers { differences.note(.extra, right.id, in: collection) }
                right = try await targets.next()
            case .same:
                if let left, left != right { differences.note(.different, left.id, in: collection) }
                (left, right) = (try await sources.next(), try await targets.next())
                count += 1
            }
        }
        return count
    }

    /// Looks at some documents again. They are found and not read: an engine may answer `read` from a cache.
    func compare(_ places: [CopyState.Place]) async throws -> CopyDifferences {
        var differences = CopyDifferences()
        for (collection, places) in Dictionary(grouping: places, by: \.collection).sorted(by: { $0.key.precedesByBytes($1.key) }) {
            for start in stride(from: 0, to: places.count, by: StoreCopy.pageSize) {
                let ids = places[start..<min(start + StoreCopy.pageSize, places.count)].map(\.id)
                let (left, right) = (try await found(ids, collection, in: source), try await found(ids, collection, in: target))
                for id in ids { note(id, collection, left[ByteText(id)], right[ByteText(id)], &differences) }
            }
        }
        return differences
    }

    private func found(_ ids: [String], _ collection: String, in store: any DocumentStore) async throws -> [ByteText: Document] {
        let documents = try await store.find(Query(.in("_id", ids.map(Value.string)), limit: ids.count), in: collection)
        return Dictionary(documents.map { (ByteText($0.id), $0) }) { first, _ in first }
    }

    private func note(
        _ id: String, _ collection: String, _ left: Document?, _ right: Document?, _ differences: inout CopyDifferences
    ) {
        switch (left, right) {
        case (nil, nil): break
        case (_, nil): differences.note(.missing, id, in: collection)
        case (nil, _): if !allowsOthers { differences.note(.extra, id, in: collection) }
        case (let left?, let right?): if left != right { differences.note(.different, id, in: collection) }
        }
    }

    /// What is at its end comes last.
    private static func order(_ left: Document?, _ right: Document?) -> Value.Comparison {
        guard let left else { return .greater }
        guard let right else { return .less }
        return left.id.bytesOrder(to: right.id)
    }
}
