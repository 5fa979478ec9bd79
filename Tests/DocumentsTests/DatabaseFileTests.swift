import Foundation
import GRDB
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraSQLiteDocuments

@Suite("A file that is no database of Kinora's is refused and stays as it is")
struct DatabaseFileTests {
    enum Foreign: String, CaseIterable {
        case text, empty, noise, headerAndNoise, foreign, otherTablesWithoutName, truncated, cutInTheHeader
    }

    @Test(arguments: Foreign.allCases)
    func foreignFile(kind: Foreign) async throws {
        let folder = try TestFolder()
        let path = folder.file("kinora.sqlite")
        try await make(kind, at: path)
        let before = try Data(contentsOf: URL(fileURLWithPath: path))

        await #expect(throws: StoreError.notADatabase(path: path)) { try await SQLiteStore(path: path, time: SystemTime()) }

        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        #expect(folder.contents == ["kinora.sqlite"])
        try folder.remove()
    }

    @Test("A file that is moved away is written no more, until it is back")
    func movedAway() async throws {
        let folder = try TestFolder()
        let path = folder.file("kinora.sqlite")
        let store = try await SQLiteStore(path: path, time: SystemTime())
        try await store.prepare([CollectionSchema("films")])
        try FileManager.default.moveItem(atPath: path, toPath: folder.file("elsewhere"))
        for _ in 0..<2 {
            await #expect(throws: StoreError.unavailable("\(path) was moved or deleted. Put it back, or start Kinora anew.")) {
                try await store.insert(["title": "Metropolis"], id: nil, into: "films")
            }
            try Data("another file".utf8).write(to: URL(fileURLWithPath: path))
        }
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: folder.file("elsewhere"), toPath: path)
        _ = try await store.insert(["title": "Metropolis"], id: nil, into: "films")
        #expect(try await store.count(.all, in: "films") == 1)
        try await store.close()
        try folder.remove()
    }

    private func make(_ kind: Foreign, at path: String) async throws {
        let file = URL(fileURLWithPath: path)
        let noise = Data((0..<8192).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) })
        switch kind {
        case .text: try Data("My films:\nMetropolis\n".utf8).write(to: file)
        case .empty: try Data().write(to: file)
        case .noise: try noise.write(to: file)
        case .headerAndNoise:
            try await makeOurs(at: path)
            let ours = try Data(contentsOf: file)
            try (ours.prefix(100) + Data((100..<ours.count).map { noise[$0 % noise.count] })).write(to: file)
        case .foreign, .otherTablesWithoutName:
            let queue = try DatabaseQueue(path: path)
            try await queue.write { database in
                try database.execute(sql: "CREATE TABLE albums (name TEXT)")
                if kind == .foreign { try database.execute(sql: "PRAGMA application_id = 252006673") }
            }
            try queue.close()
        case .truncated:
            try await makeOurs(at: path)
            let ours = try Data(contentsOf: file)
            try ours.prefix(ours.count - 4096).write(to: file)
        case .cutInTheHeader:
            try await makeOurs(at: path)
            try Data(contentsOf: file).prefix(60).write(to: file)
        }
    }

    private func makeOurs(at path: String) async throws {
        let store = try await SQLiteStore(path: path, time: SystemTime())
        try await store.prepare([CollectionSchema("films", searchable: ["title"])])
        for _ in 0..<20 { _ = try await store.insert(["title": "Metropolis"], id: nil, into: "films") }
        try await store.close()
    }

    @Test func aFileOfANewerKinoraIsRefusedAndStays() async throws {
        let folder = try TestFolder()
        let path = folder.file("kinora.sqlite")
        try await makeOurs(at: path)
        let queue = try DatabaseQueue(path: path)
        try await queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA user_version = 999")
            try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try queue.close()

        await #expect(throws: StoreError.newerFormat(path: path)) { try await SQLiteStore(path: path, time: SystemTime()) }

        #expect(folder.contents == ["kinora.sqlite"])
        try folder.remove()
    }

    @Test func aFolderOrAMissingFolderIsSaidPlainly() async throws {
        let folder = try TestFolder()
        await #expect(throws: StoreError.self) { try await SQLiteStore(path: folder.path, time: SystemTime()) }

        let error = await #expect(throws: StoreError.self) {
            try await SQLiteStore(path: folder.file("none/kinora.sqlite"), time: SystemTime())
        }

        guard case .cannotWrite = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(folder.contents == [])
        try folder.remove()
    }

    @Test func aPathWithOddCharactersIsAPath() async throws {
        let folder = try TestFolder()
        let path = folder.file("a b?c#d%41'\"é.sqlite")
        try await makeOurs(at: path)

        let store = try await SQLiteStore(path: path, time: SystemTime())
        try await store.prepare([CollectionSchema("films")])

        #expect(try await store.count(.all, in: "films") == 20)
        try await store.close()
        try folder.remove()
    }

    @Test func aReleasedMigrationNeverChanges() {
        let digests = Migration.all.map { Digest(of: Data($0.sql.utf8)).hex }
        let tables = CollectionTable.definition(documents: "d", elements: "e", words: "w")

        #expect(digests == ["ec3a26829499c3401efc84ee3c7ea53f993d0b084dc733887647d135154fb1ab"])
        #expect(Digest(of: Data(tables.utf8)).hex == "eaa06051ea366e35381963cb56e937563792b6c1d60522739ff897bfb78a0193")
        #expect(Migration.all.map(\.number) == Array(1...Migration.all.count))
    }
}

@Suite("A disk that takes no more is told, and nothing is half written")
struct FullDiskTests {
    @Test func fullDisk() async throws {
        let folder = try TestFolder()
        let path = folder.file("kinora.sqlite")
        let store = try await SQLiteStore(path: path, time: SystemTime())
        try await store.prepare([CollectionSchema("films")])
        let kept = try await store.insert(["title": "Metropolis"], id: "one", into: "films")
        try await store.pool.writeWithoutTransaction { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        let large: Value = ["title": .string(String(repeating: "x", count: 1 << 20))]

        await #expect(throws: StoreError.cannotWrite(path: path, reason: "the disk is full")) {
            try await store.insert(large, id: "two", into: "films")
        }

        #expect(try await store.find(Query(), in: "films") == [kept])
        try await store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
        _ = try await store.insert(large, id: "two", into: "films")
        #expect(try await store.count(.all, in: "films") == 2)
        try await store.close()
        try folder.remove()
    }

    @Test func refusedWriting() async throws {
        let folder = try TestFolder()
        let path = folder.file("kinora.sqlite")
        let store = try await SQLiteStore(path: path, time: SystemTime())
        try await store.prepare([CollectionSchema("films")])
        try await store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 1") }

        await #expect(throws: StoreError.cannotWrite(path: path, reason: "writing is not allowed there")) {
            try await store.insert(["a": 1], id: nil, into: "films")
        }
        try await store.close()
        try folder.remove()
    }

    @Test(.enabled(if: getuid() != 0, "root may write everywhere"))
    func fileWithoutPermissionToWrite() async throws {
        let folder = try TestFolder()
        let path = folder.file("kinora.sqlite")
        try await SQLiteStore(path: path, time: SystemTime()).close()
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)

        let error = await #expect(throws: StoreError.self) { try await SQLiteStore(path: path, time: SystemTime()) }

        guard case .cannotWrite = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
        try folder.remove()
    }

    @Test func aStoreThatWasClosedSaysSo() async throws {
        let folder = try TestFolder()
        let store = try await SQLiteStore(path: folder.file("kinora.sqlite"), time: SystemTime())
        try await store.prepare([CollectionSchema("films")])
        try await store.close()
        try await store.close()

        await #expect(throws: StoreError.self) { try await store.count(.all, in: "films") }
        try folder.remove()
    }
}
