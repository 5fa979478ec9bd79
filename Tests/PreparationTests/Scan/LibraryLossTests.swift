import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import Testing

@Suite("A library that seems lost changes nothing", .timeLimit(.minutes(10)))
struct LibraryLossTests {
    private func filled() async throws -> LibraryBench {
        let bench = try await LibraryBench()
        try bench.write("A (2001).mkv", "a")
        try bench.write("B (2001)/B (2001).mkv", "b")
        try await bench.apply()
        return bench
    }

    @Test("its folder is gone")
    func folderGone() async throws {
        let bench = try await filled()
        defer { bench.remove() }
        let before = try await bench.snapshot()
        try FileManager.default.moveItem(atPath: bench.root, toPath: bench.folder.path + "/elsewhere")

        let report = try await bench.apply()

        #expect(report.refusal?.contains("mount it again") == true)
        #expect(try await bench.snapshot() == before)
        #expect(!report.hasChanges)
    }

    @Test("its folder is empty, as that of a disk that is not mounted")
    func emptied() async throws {
        let bench = try await filled()
        defer { bench.remove() }
        let before = try await bench.snapshot()
        try bench.delete("A (2001).mkv")
        try bench.delete("B (2001)")

        let report = try await bench.apply()

        #expect(report.refusal?.contains("is empty") == true)
        #expect(try await bench.snapshot() == before)
    }

    @Test("every known file is gone although others are there; unless the owner says so")
    func allGone() async throws {
        let bench = try await filled()
        defer { bench.remove() }
        let before = try await bench.snapshot()
        try bench.delete("A (2001).mkv")
        try bench.delete("B (2001)")
        try bench.write("C (2001).mkv", "c")

        let report = try await bench.apply()
        #expect(report.refusal?.contains("All 2 known files are gone") == true)
        #expect(try await bench.snapshot() == before)

        let accepted = try await bench.apply(acceptingLoss: true)
        #expect(accepted.count(.missing) == 2)
        #expect(accepted.count(.new) == 1)
    }

    @Test("another file system is mounted in its place")
    func otherFileSystem() async throws {
        let bench = try await filled()
        defer { bench.remove() }
        let states = Records<LibraryState>(in: bench.store)
        let state = try #require(try await states.find().first)
        try #require(!state.value.fileSystem.isEmpty, "this system tells no file systems apart")
        try await states.change(state.id) { $0.fileSystem = "abc" }
        try bench.delete("A (2001).mkv")
        try bench.move("B (2001)/B (2001).mkv", "B (2001)/other (2001).mkv")
        let before = try await bench.snapshot()

        let report = try await bench.apply()

        #expect(report.refusal?.contains("another file system") == true)
        #expect(try await bench.snapshot() == before)
    }

    @Test("a library that was moved to another disk as it is goes on")
    func otherDisk() async throws {
        let bench = try await filled()
        defer { bench.remove() }
        let states = Records<LibraryState>(in: bench.store)
        let state = try #require(try await states.find().first)
        try await states.change(state.id) { $0.fileSystem = "abc" }

        let report = try await bench.apply()

        #expect(report.refusal == nil)
        #expect(report.unchanged == 2)
        #expect(try await states.find().first?.value.fileSystem == state.value.fileSystem)
    }

    @Test("all files renamed at once are not lost")
    func allRenamed() async throws {
        let bench = try await filled()
        defer { bench.remove() }
        try bench.move("A (2001).mkv", "Films/A (2001).mkv")
        try bench.move("B (2001)", "Films/B (2001)")

        let report = try await bench.apply()

        #expect(report.refusal == nil)
        #expect(report.count(.moved) == 2)
    }
}
