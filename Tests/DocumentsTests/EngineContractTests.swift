import Foundation
import KinoraDocumentContract
import KinoraDocuments
import KinoraKernel
import KinoraSQLiteDocuments
import Testing

@Suite("Every engine keeps the store's promises", .timeLimit(.minutes(10)))
struct EngineContractTests {
    @Test(arguments: Engine.here, ContractCheck.all)
    func promise(engine: Engine, check: ContractCheck) async throws {
        try await check.run(on: engine)
    }
}

extension Engine {
    static let here = [memory, sqlite]

    static let memory = Engine("memory") { time in Opened(store: MemoryStore(time: time)) }

    static let sqlite = Engine("sqlite") { time in
        let folder = try TestFolder()
        let path = folder.file("kinora.sqlite")
        let store = try await SQLiteStore(path: path, time: time)
        return Opened(
            store: store,
            reopened: {
                try await store.close()
                return try await SQLiteStore(path: path, time: time)
            },
            dispose: {
                try await store.close()
                try folder.remove()
            })
    }
}

/// A folder of a test's own.
struct TestFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/kinora-documents-" + Identifier<TestFolder>.make().rawValue
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func file(_ name: String) -> String { path + "/" + name }

    var contents: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? [] }

    func remove() throws { try FileManager.default.removeItem(atPath: path) }
}
