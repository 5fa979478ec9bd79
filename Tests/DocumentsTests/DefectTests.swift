import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraSQLiteDocuments
import Testing

@Suite("A file that was damaged later")
struct DefectTests {
    @Test func damageIsFoundAndSaid() async throws {
        let folder = try TestFolder()
        let path = folder.file("kinora.sqlite")
        let schema = CollectionSchema("films", indexes: [.lookup("title")])
        let first = try await SQLiteStore(path: path, time: SystemTime())
        try await first.prepare([schema])
        _ = try await first.append(
            (0..<500).map { ["title": .string("Film \($0)"), "plot": .string(String(repeating: "x", count: 500))] }, to: "films")
        #expect(try await first.defects() == [])
        try await first.close()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for index in bytes.count / 2..<(bytes.count / 2 + 40_000) { bytes[index] = 0xAA }
        try bytes.write(to: URL(fileURLWithPath: path))

        let store = try await SQLiteStore(path: path, time: SystemTime())
        try await store.prepare([schema])

        #expect(try await !store.defects().isEmpty)
        let error = await #expect(throws: StoreError.self) {
            for page in 0..<5 { _ = try await store.find(Query(.all, sort: [.ascending("plot")], skip: page * 100), in: "films") }
        }
        #expect(error == .unavailable("\(path) is damaged. Restore it from a backup."))
        try await store.close()
        try folder.remove()
    }
}
