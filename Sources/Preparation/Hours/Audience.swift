import KinoraDocuments
import KinoraKernel

/// Knows when somebody last watched. Answered by whoever serves films.
package protocol Audience: Sendable {
    /// When a piece of film was last served; nil when that was never, or long ago.
    func lastWatched() async throws -> Moment?
}

/// When somebody last watched, kept as a document, so that the process that encodes need not be the one that serves.
package struct StoredAudience: Audience {
    private let records: Records<LastWatch>

    package init(store: any DocumentStore) {
        records = Records(in: store)
    }

    package func lastWatched() async throws -> Moment? { try await records.read(LastWatch.name)?.value.at }

    /// Notes that a piece of film was served. Of several servers the latest counts.
    package func note(_ moment: Moment) async throws {
        try await records.change(LastWatch.name, startingFrom: LastWatch(at: moment)) { $0.at = max($0.at, moment) }
    }
}

struct LastWatch: Record, Hashable {
    static let schema = CollectionSchema("audience")
    /// There is one.
    static let name = "last"

    var at: Moment
}
