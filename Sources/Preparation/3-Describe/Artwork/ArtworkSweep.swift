import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// Removes pictures that no document names any more: their titles got better ones, or are gone.
///
/// Documents are read page by page and every text in them that is the name of a picture counts, wherever it stands; so a picture that a
/// new kind of document uses is safe as long as its collection is looked at. What is younger than a day is left alone: whoever made it may
/// be about to write its name down.
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
    package func run() async throws -> Int {
        let found = try await unneeded()
        return try await BlockingWork.run { cancellation in
            for path in found {
                try cancellation.check()
                try FileTree.remove(path)
            }
            return found.count
        }
    }

    /// The files that would be removed now.
    func unneeded() async throws -> [String] {
        let moment = time.now - Self.grace
        var named: Set<UInt64> = []
        for collection in Self.collections { try await collect(collection, &named) }
        let (shelf, needed) = (shelf, named)
        return try await BlockingWork.run { try shelf.unneeded(olderThan: moment, { needed.contains(Self.mark($0)) }, $0) }
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
