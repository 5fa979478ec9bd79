import Foundation
import KinoraKernel
import Testing

@testable import KinoraPreparation

@Suite("Moving a file", .timeLimit(.minutes(10)))
struct FileMoveTests {
    private struct Crash: Error {}

    /// Two folders, gone with the value.
    private final class Ground {
        let root = FileManager.default.temporaryDirectory.appending(path: "kinora-move-\(UUID().uuidString)").path
        var from: String { "\(root)/inbox/film.mkv" }
        let to: String
        private let disk: SmallDisk?

        init(otherDisk: Bool) async throws {
            try FileManager.default.createDirectory(atPath: "\(root)/inbox", withIntermediateDirectories: true)
            disk = otherDisk ? try await SmallDisk(megabytes: 8) : nil
            to = "\(disk?.path ?? root)/library/Film (2021)/Film (2021).mkv"
            try LibraryBench.content("film", 2_500_000).write(to: URL(filePath: from))
        }

        func remove() async throws {
            try await disk?.remove()
            try FileManager.default.removeItem(atPath: root)
        }

        func move(breakingAt step: FileMove.Step? = nil) throws -> Bool {
            try FileMove.move(FilePath(text: from), to: FilePath(text: to), cancellation: .init()) { reached in
                if reached == step { throw Crash() }
            }
        }

        func content(_ path: String) -> Data? { FileManager.default.contents(atPath: path) }
        var film: Data { LibraryBench.content("film", 2_500_000) }
        /// Everything beside the target.
        var beside: [String] {
            let folder = (to as NSString).deletingLastPathComponent
            return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        }
    }

    static let disks = SmallDisk.isPossible ? [false, true] : [false]

    @Test("It is whole in its new place with its time of change, and no longer in its old one", arguments: disks)
    func plain(otherDisk: Bool) async throws {
        let ground = try await Ground(otherDisk: otherDisk)
        let before = try FileStatus(FilePath(text: ground.from), followingLinks: false).modified
        #expect(try ground.move())
        #expect(ground.content(ground.to) == ground.film && ground.content(ground.from) == nil)
        #expect(try FileStatus(FilePath(text: ground.to), followingLinks: false).modified == before)
        #expect(ground.beside == ["Film (2021).mkv"])
        try await ground.remove()
    }

    @Test("It never goes over what is there", arguments: disks)
    func taken(otherDisk: Bool) async throws {
        let ground = try await Ground(otherDisk: otherDisk)
        let folder = (ground.to as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data("another".utf8).write(to: URL(filePath: ground.to))
        #expect(try !ground.move())
        #expect(ground.content(ground.to) == Data("another".utf8) && ground.content(ground.from) == ground.film)
        #expect(ground.beside == ["Film (2021).mkv"])
        try await ground.remove()
    }

    @Test("Broken off anywhere, it is whole in at least one place, and the next try ends it", arguments: disks, FileMove.Step.allCases)
    func broken(otherDisk: Bool, at step: FileMove.Step) async throws {
        let ground = try await Ground(otherDisk: otherDisk)
        if step == .copied, !otherDisk { return try await ground.remove() }
        #expect(throws: Crash.self) { try ground.move(breakingAt: step) }
        let places = [ground.content(ground.from), ground.content(ground.to)]
        #expect(places.contains(ground.film))
        #expect(places.allSatisfy { $0 == nil || $0 == ground.film }, "a name was given to something that is not whole")

        switch step {
        case .begun, .copied: #expect(try ground.move())
        // Both names stand; who has written the move down removes the first.
        case .named:
            #expect(try !ground.move())
            try FileMove.remove(FilePath(text: ground.from))
        case .removed: #expect(throws: FileTrouble.notThere) { try ground.move() }
        }
        #expect(ground.content(ground.to) == ground.film && ground.content(ground.from) == nil)
        #expect(ground.beside == ["Film (2021).mkv"], "nothing is left of the first try")
        try await ground.remove()
    }

    @Test(
        "Where there is no room nothing is begun, and that is told in numbers",
        .enabled(if: SmallDisk.isPossible, "needs the right to mount"))
    func room() async throws {
        let ground = try await Ground(otherDisk: true)
        #expect(throws: Trouble.self) {
            try FileMove.move(FilePath(text: ground.from), to: FilePath(text: ground.to), reserve: 100_000_000, cancellation: .init())
        }
        #expect(ground.content(ground.from) == ground.film && ground.beside.isEmpty)
        try await ground.remove()
    }

    @Test("Links and folders are not moved")
    func others() async throws {
        let ground = try await Ground(otherDisk: false)
        let link = "\(ground.root)/inbox/link.mkv"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: ground.from)
        for path in [link, "\(ground.root)/inbox"] {
            #expect(throws: FileTrouble.isNoFile) {
                try FileMove.move(FilePath(text: path), to: FilePath(text: ground.to), cancellation: .init())
            }
        }
        try await ground.remove()
    }
}
