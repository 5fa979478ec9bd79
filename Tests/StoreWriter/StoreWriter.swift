import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraSQLiteDocuments

/// A process that tests kill: it writes to a store and says on standard output what was acknowledged.
///
/// - `store-writer write PATH PREFIX` inserts, replaces and deletes without end, four at a time: `NAME 0`, `NAME 1`, `NAME deleted`.
/// - `store-writer add PATH COUNT` adds one to the document `sum`, COUNT times, and ends.
@main
struct StoreWriter {
    static let schema = CollectionSchema("written", indexes: [.unique("key"), .lookup("tags")], searchable: ["title"])
    /// Should nobody kill it.
    static let mostDocuments = 20_000

    let store: SQLiteStore

    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4 else {
            FileHandle.standardError.write(Data("usage: store-writer write|add PATH PREFIX|COUNT\n".utf8))
            exit(64)
        }
        let writer = StoreWriter(store: try await SQLiteStore(path: arguments[2], time: SystemTime()))
        try await writer.store.prepare([schema])
        if arguments[1] == "add" {
            try await writer.add(Int(arguments[3]) ?? 0)
        } else {
            try await writer.writeWithoutEnd(arguments[3])
        }
        try await writer.store.close()
    }

    private func add(_ count: Int) async throws {
        for _ in 0..<count {
            _ = try await store.findAndModify(Query(.equal("_id", "sum")), [.increment("value", by: 1)], in: Self.schema.name)
        }
    }

    private func writeWithoutEnd(_ prefix: String) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for hand in 0..<4 {
                group.addTask {
                    for number in 0..<Self.mostDocuments { try await write("\(prefix)-\(hand)-\(number)", isDeleted: number % 5 == 4) }
                }
            }
            try await group.waitForAll()
        }
    }

    private func write(_ id: String, isDeleted: Bool) async throws {
        let inserted = try await store.insert(body(id, 0), id: id, into: Self.schema.name)
        say(id, "0")
        _ = try await store.replace(id, with: body(id, 1), ifMatch: inserted.etag, in: Self.schema.name)
        say(id, "1")
        guard isDeleted else { return }
        _ = try await store.delete(id, ifMatch: nil, in: Self.schema.name)
        say(id, "deleted")
    }

    private func body(_ id: String, _ version: Int64) -> Value {
        .object([
            "key": .string(id), "version": .int(version), "tags": .array([.string("crash"), .string(id)]),
            "title": .string("Crash \(version)"),
            "padding": .string(String(repeating: "x", count: 2000)),
        ])
    }

    private func say(_ id: String, _ what: String) {
        FileHandle.standardOutput.write(Data("\(id) \(what)\n".utf8))
    }
}
