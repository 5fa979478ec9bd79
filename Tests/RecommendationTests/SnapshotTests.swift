import Foundation
import KinoraKernel
import Testing

@testable import KinoraRecommendation

@Suite("The graph on disk", .timeLimit(.minutes(10)))
struct SnapshotTests {
    private static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-graph-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test func comesBackEqualAndAnswersTheSame() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let engine = TestHouse(profiles: 40, titles: 300, watches: 4000, seed: 7).engine
        engine.notForMe(profile: "p1", title: "t9")
        engine.turn(false, profile: "p2")
        engine.position = "feed 17"
        let file = folder.appendingPathComponent("graph")
        try Snapshot.write(engine, to: file)
        let again = try Snapshot.read(file)
        #expect(again.graph == engine.graph)
        #expect(again.position == "feed 17")
        for number in 0..<40 { #expect(again.ranked(for: "p\(number)", count: 20) == engine.ranked(for: "p\(number)", count: 20)) }
        // Both go on alike.
        for one in [again, engine] { one.take(WatchFact(profile: "p5", title: "t200", at: TestHouse.now)) }
        #expect(again.graph == engine.graph)
    }

    @Test func aBrokenOneIsRefusedWhereverItIsBroken() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("graph")
        try Snapshot.write(TestHouse(profiles: 10, titles: 40, watches: 200, seed: 8).engine, to: file)
        let whole = try Data(contentsOf: file)
        for length in stride(from: 0, to: whole.count, by: max(1, whole.count / 97)) {
            try whole.prefix(length).write(to: file)
            #expect(throws: SnapshotDefect.self) { try Snapshot.read(file) }
        }
        for place in stride(from: 0, to: whole.count, by: max(1, whole.count / 211)) {
            var altered = whole
            altered[place] ^= 0x10
            try altered.write(to: file)
            #expect(throws: SnapshotDefect.self) { try Snapshot.read(file) }
        }
        try whole.write(to: file)
        #expect(throws: Never.self) { try Snapshot.read(file) }
    }

    @Test func halfAFileBesideItIsNoHarm() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("graph")
        let engine = TestHouse(profiles: 10, titles: 40, watches: 200, seed: 9).engine
        try Snapshot.write(engine, to: file)
        try Data(contentsOf: file).prefix(100).write(to: file.appendingPathExtension("part"))
        #expect(try Snapshot.read(file).graph == engine.graph)
        engine.take(WatchFact(profile: "p1", title: "t39", at: TestHouse.now))
        try Snapshot.write(engine, to: file)
        #expect(try Snapshot.read(file).graph == engine.graph)
        #expect(!FileManager.default.fileExists(atPath: file.appendingPathExtension("part").path))
    }

    @Test("whoever is killed while writing leaves a snapshot that was written before, or the one that was being written")
    func killedWriter() async throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("graph")
        var positions: Set<String> = []
        for round in 0..<20 {
            // Killed as soon as it began on its second, third … snapshot, and a moment of chance later.
            let acknowledged = try await SnapshotProcess.killed(
                after: 2 + round % 3, writing: file.path, prefix: "\(round)", delay: .microseconds(round * 4_700))
            let engine = try Snapshot.read(file)
            let parts = engine.position.split(separator: "-").compactMap { Int($0) }
            #expect(parts.first == round && parts.count == 2)
            #expect((parts.last ?? -1) >= (acknowledged ?? 0), "what was said to be on disk is there")
            #expect(engine.history(of: "writer-\(round)").watched.count == (parts.last ?? -1) + 1, "it is whole")
            positions.insert(engine.position)
        }
        #expect(positions.count == 20)
    }
}
