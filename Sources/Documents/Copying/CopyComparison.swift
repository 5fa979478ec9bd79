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

    /// Looks at some documents again.
    func compare(_ places: [CopyState.Place]) async throws -> CopyDifferences {
        var differences = CopyDifferences()
        for place in places {
            let left = try await source.read(place.id, in: place.collection)
            let right = try await target.read(place.id, in: place.collection)
            switch (left, right) {
            case (nil, nil): break
            case (_, nil): differences.note(.missing, place.id, in: place.collection)
            case (nil, _): if !allowsOthers { differences.note(.extra, place.id, in: place.collection) }
            case (let left?, let right?): if left != right { differences.note(.different, place.id, in: place.collection) }
            }
        }
        return differences
    }

    /// What is at its end comes last.
    private static func order(_ left: Document?, _ right: Document?) -> Value.Comparison {
        guard let left else { return .greater }
        guard let right else { return .less }
        return left.id.bytesOrder(to: right.id)
    }
}
