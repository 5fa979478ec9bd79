import KinoraDocuments
import KinoraKernel
import Synchronization

/// A source with films and jobs, and an empty target.
struct TwoStores {
    static let films = CollectionSchema("films", indexes: [.unique("key"), .lookup("title")], searchable: ["title"])
    static let jobs = CollectionSchema("jobs")
    static let schemas = [jobs, films]

    let time = StoppedTime(at: Moment(milliseconds: 1_700_000_000_000))
    let source: MemoryStore
    let target: MemoryStore

    init(films count: Int = 0) async throws {
        source = MemoryStore(time: time)
        target = MemoryStore(time: time)
        try await source.prepare(Self.schemas)
        try await target.prepare(Self.schemas)
        for number in 0..<count { try await film(number) }
        _ = try await source.insert(["state": "done", "share": .double(1)], id: "job", into: "jobs")
        time.advance(by: .seconds(60))
    }

    func film(_ number: Int) async throws {
        _ = try await source.insert(
            ["key": .string("key \(number)"), "title": "Łódź nocą", "year": .int(Int64(number))], id: Self.id(number), into: "films")
    }

    static func id(_ number: Int) -> String { "film-" + String(String(1_000_000 + number).dropFirst()) }

    func copy(
        from source: (any DocumentStore)? = nil, to target: (any DocumentStore)? = nil, intoExisting: Bool = false,
        tell: @escaping @Sendable (CopyNews) async -> Void = { _ in }
    ) -> StoreCopy {
        StoreCopy(
            from: source ?? self.source, named: "sqlite:/old", to: target ?? self.target, collections: Self.schemas, time: time,
            intoExisting: intoExisting, tell: tell)
    }

    /// Everything that a store holds, as its dump's lines without the header.
    func dump(_ store: any DocumentStore) async throws -> String {
        var bytes: [UInt8] = []
        _ = try await DumpWriter(of: Self.schemas.map(\.name), in: store, time: time).write { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }
}

struct Interruption: Error {}

/// Says yes once.
final class Once: Sendable {
    private let isDone = Atomic(false)

    func isDue() -> Bool { !isDone.exchange(true, ordering: .relaxed) }
}
