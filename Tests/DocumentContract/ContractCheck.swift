import KinoraDocuments
import KinoraKernel
import Synchronization

/// One promise of `DocumentStore`, as a check that an engine passes or fails.
package struct ContractCheck: Sendable, CustomStringConvertible {
    package let sentence: String
    private let body: @Sendable (Bench) async throws -> Void

    init(_ sentence: String, _ body: @escaping @Sendable (Bench) async throws -> Void) {
        self.sentence = sentence
        self.body = body
    }

    package var description: String { sentence }

    /// - Throws: `ContractViolation`, or whatever the engine threw where it should not.
    package func run(on engine: Engine) async throws {
        let time = ChosenTime()
        let opened = try await engine.makeStore(time)
        do {
            try await opened.store.prepare([Bench.schema])
            try await body(Bench(store: opened.store, time: time, reopened: opened.reopened))
        } catch {
            try await opened.dispose()
            throw error
        }
        try await opened.dispose()
    }

    package static let all =
        writing + changing + finding + filtering + searching + hostile + feeding + crowding + restoring + [randomComparison]
}

/// What a check works with: an empty store, and the clock that it follows.
struct Bench: Sendable {
    let store: any DocumentStore
    let time: ChosenTime
    let reopened: (@Sendable () async throws -> any DocumentStore)?

    static let things = "things"
    static let schema = CollectionSchema(
        things,
        indexes: [
            .unique("code"), .unique("group", "number"), .lookup("indexed"), .lookup("state", "rank"), .lookup("deep.indexed"),
            .lookup("createdAt"),
        ],
        searchable: ["title", "other.title", "keywords"])

    @discardableResult
    func insert(_ json: String, id: String? = nil) async throws -> Document {
        try await store.insert(Value(json: json), id: id, into: Self.things)
    }

    func ids(_ filter: Filter, sort: [Sort] = [], skip: Int = 0, limit: Int = 1000) async throws -> [String] {
        try await store.find(Query(filter, sort: sort, skip: skip, limit: limit), in: Self.things).map(\.id)
    }
}

/// A clock that shows what it is told to show, also an earlier moment.
final class ChosenTime: TimeSource {
    private let moment = Mutex(Moment(milliseconds: 1_767_225_600_000))

    var now: Moment { moment.withLock { $0 } }

    func advance(by duration: Duration) { moment.withLock { $0 = $0 + duration } }
}
