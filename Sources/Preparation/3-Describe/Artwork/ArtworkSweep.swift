import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// Removes pictures that no document names any more: their titles got better ones, or are gone.
///
/// Documents are read page by page and every text in them that is the name of a picture counts, wherever it stands; so a picture that a
/// new kind of document uses is safe as long as its collection is looked at. What is younger than a day is left alone: whoever made it may
/// be about to write its name down. What nobody names may be kept again, or named, while this is found out; so, for each picture:
/// 1. It gets the name `….removing-` with a name of this attempt (`ArtworkShelf.setAside`). One that was kept again since gets its own back;
/// whoever keeps it from now on finds its place empty, and writes it anew.
/// 2. Then the documents are asked once more. What one of them names gets its name back, the rest is deleted.
/// What a killed sweep left is dealt with in the same way by the next.
package struct ArtworkSweep: Sendable {
    private let store: any DocumentStore
    private let shelf: ArtworkShelf
    private let time: any TimeSource

    package init(store: any DocumentStore, shelf: ArtworkShelf, time: any TimeSource) {
        self.store = store
        self.shelf = shelf
        self.time = time
    }

    private static let grace = Duration.seconds(24 * 3600)
    private static let collections =
        [FactSheet.schema.name] + CatalogueEditor.schemas.map(\.name)

    /// - Returns: how many files were removed.
    @discardableResult
    package func run() async throws -> Int { try await remove(unneeded()).count }

    /// The files that would be removed now.
    func unneeded() async throws -> [String] {
        let (shelf, needed, moment) = (shelf, try await named(), time.now - Self.grace)
        return try await BlockingWork.run { try shelf.unneeded(olderThan: moment, { needed.contains(Self.mark($0)) }, $0) }
    }

    /// Removes files that were found a while ago, unless somebody needs them now.
    /// - Returns: those that were removed.
    func remove(_ found: [String]) async throws -> [String] {
        try await finish(setAside(found))
    }

    /// The first step.
    func setAside(_ found: [String]) async throws -> [ArtworkShelf.Leaving] {
        let (shelf, moment) = (shelf, time.now - Self.grace)
        return try await BlockingWork.run { cancellation in
            var leaving: [ArtworkShelf.Leaving] = []
            for path in found {
                try cancellation.check()
                if let one = try shelf.setAside(path, olderThan: moment) { leaving.append(one) }
            }
            return leaving
        }
    }

    /// The second step.
    func finish(_ leaving: [ArtworkShelf.Leaving]) async throws -> [String] {
        guard !leaving.isEmpty else { return [] }
        let (shelf, needed) = (shelf, try await neededOrPutBack(leaving))
        return try await BlockingWork.run { _ in
            var removed: [String] = []
            for one in leaving {
                if let picture = one.picture, needed.contains(Self.mark(picture)) {
                    shelf.putBack(one)
                } else {
                    try FileTree.remove(one.path)
                    removed.append(one.found)
                }
            }
            return removed
        }
    }

    /// Where the documents cannot be asked, nothing leaves.
    private func neededOrPutBack(_ leaving: [ArtworkShelf.Leaving]) async throws -> Set<UInt64> {
        do {
            return try await named()
        } catch {
            try await BlockingWork.run { [shelf] _ in
                for one in leaving { shelf.putBack(one) }
            }
            throw error
        }
    }

    /// Marks of all names that stand in documents.
    private func named() async throws -> Set<UInt64> {
        var named: Set<UInt64> = []
        for collection in Self.collections { try await collect(collection, &named) }
        return named
    }

    private func collect(_ collection: String, _ named: inout Set<UInt64>) async throws {
        var last = ""
        while true {
            let page = try await store.find(Query(.greaterThan("_id", .string(last)), sort: [.ascending("_id")]), in: collection)
            for document in page { Self.collect(document.body, &named) }
            guard page.count == Query.mostPerPage, let end = page.last else { return }
            last = end.id
        }
    }

    private static func collect(_ value: Value, _ named: inout Set<UInt64>) {
        switch value {
        case .string(let text): if (68...69).contains(text.utf8.count) { named.insert(mark(text)) }
        case .array(let values): for value in values { collect(value, &named) }
        case .object(let fields): for value in fields.values { collect(value, &named) }
        default: break
        }
    }

    /// Half of a name's digits: enough to tell pictures apart, and little memory for many.
    private static func mark(_ name: String) -> UInt64 {
        UInt64(name.prefix(16), radix: 16) ?? 0
    }
}
