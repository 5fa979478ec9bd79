import KinoraKernel

/// Copies all documents of some collections from one store into another, exactly: names, versions, moments and contents.
///
/// 1. The place of the source's change feed is kept in the target (`CopyState`).
/// 2. Each collection is copied in pages in the order of `_id`. After each page, the state says how far it came: whatever kills the copy,
///    the next one goes on behind the last page that was acknowledged. Pages can be written twice without harm.
/// 3. The feed is followed from the place of step 1 to its end, so that what changed or was deleted meanwhile arrives too.
/// 4. Both sides are compared, document by document. What differs because the source went on changing is brought after and compared again,
///    a bounded number of times.
///
/// The copy is as the source was at the end of the last step. Somebody who writes into the source afterwards is not followed; starting the
/// copy again brings over what changed since, and nothing else, as long as nobody has written into the target.
package struct StoreCopy: Sendable {
    /// How many documents are read and written at once.
    static let pageSize = 500
    /// How many refused documents are kept in mind until the end; with more, the target is not made for this copy.
    static let mostRefused = 1000
    /// How often differences are looked at again.
    static let mostComparisons = 8

    let source: any DocumentStore
    let sourceName: String
    let target: any DocumentStore
    let collections: [CollectionSchema]
    let time: any TimeSource
    let isIntoExisting: Bool
    let tell: @Sendable (CopyNews) async -> Void

    /// - Parameters:
    ///   - sourceName: tells one source from another, without secrets; it is kept in the target.
    ///   - isIntoExisting: whether the target may hold other documents. Those of the same name are overwritten, the rest stays.
    package init(
        from source: any DocumentStore, named sourceName: String, to target: any DocumentStore, collections: [CollectionSchema],
        time: any TimeSource, intoExisting isIntoExisting: Bool = false, tell: @escaping @Sendable (CopyNews) async -> Void = { _ in }
    ) {
        self.source = source
        self.sourceName = sourceName
        self.target = target
        self.collections = collections.sorted { $0.name.precedesByBytes($1.name) }
        self.time = time
        self.isIntoExisting = isIntoExisting
        self.tell = tell
    }

    /// - Throws: `CopyFailure`, or what the stores throw; a copy that was interrupted goes on when it is run again.
    package func run() async throws -> CopySummary {
        try await source.prepare(collections)
        try await target.prepare(collections + [CopyState.schema])
        var progress = try await begin()
        for collection in collections where !progress.state.copied.contains(collection.name) {
            try await copy(collection.name, &progress)
        }
        var summary = CopySummary()
        try await progress.save { $0.phase = .following }
        summary.followed = try await follow(&progress)
        try await compare(&summary, &progress)
        let position = try await target.latestPosition()
        try await progress.save {
            $0.phase = .done
            $0.targetPosition = position
        }
        return summary
    }

    // MARK: Copying from end to end

    private func copy(_ collection: String, _ progress: inout CopyProgress) async throws {
        let start = progress.state.collection == collection ? progress.state.last : nil
        var page = try await self.page(of: collection, behind: start)
        while let last = page.last {
            let isLast = page.count < Self.pageSize
            async let next = isLast ? [] : self.page(of: collection, behind: last.id)
            let refused = try await put(page, in: collection)
            try await progress.save { [count = page.count] state in
                state.refused += refused
                state.advance(in: collection, to: last.id, by: count)
            }
            try Self.check(progress.state.refused)
            await tell(.copied(collection: collection, documents: progress.state.documents))
            page = try await next
        }
        try await progress.save { $0.finish(collection) }
        await tell(.finished(collection: collection))
    }

    private func page(of collection: String, behind last: String?) async throws -> [Document] {
        try await AllDocuments.page(of: collection, behind: last, limit: Self.pageSize, in: source)
    }

    /// Writes documents into the target.
    /// - Returns: those that it refused, because another document holds their place in a unique index. That one may itself be about to
    ///   change or to go: the source went on while it was copied.
    func put(_ documents: [Document], in collection: String) async throws -> [CopyState.Place] {
        do {
            try await target.restore(documents, into: collection)
            return []
        } catch StoreError.notUnique {
            var refused: [CopyState.Place] = []
            for document in documents {
                do {
                    try await target.restore([document], into: collection)
                } catch StoreError.notUnique {
                    refused.append(CopyState.Place(collection: collection, id: document.id))
                }
            }
            return refused
        }
    }

    private static func check(_ refused: [CopyState.Place]) throws {
        guard refused.count > mostRefused, let first = refused.first else { return }
        throw CopyFailure.refused(collection: first.collection, id: first.id, count: refused.count)
    }

    // MARK: Comparing

    private func compare(_ summary: inout CopySummary, _ progress: inout CopyProgress) async throws {
        let comparison = CopyComparison(source: source, target: target, allowsOthers: isIntoExisting)
        var differences = CopyDifferences()
        for collection in collections {
            let count = try await comparison.compare(collection.name, into: &differences)
            summary.compared[collection.name] = count
            await tell(.compared(collection: collection.name, documents: count))
        }
        for _ in 0..<Self.mostComparisons where !differences.isEmpty && differences.isNamed {
            summary.followed += try await follow(&progress)
            differences = try await comparison.compare(differences.places)
        }
        guard differences.isEmpty else {
            let (position, now) = (try await source.latestPosition(), time.now)
            // The next one begins anew: nothing says what went wrong.
            try await progress.save { [sourceName] in $0 = CopyState(source: sourceName, position: position, at: now) }
            throw CopyFailure.differs(differences)
        }
    }
}
