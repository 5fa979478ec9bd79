import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import Subprocess
import SystemPackage
import Testing

/// Root may read everything, so as root the rights are tried by another user: `setpriv` gives them up before the test's program runs.
@Suite("Files without the right to read them", .timeLimit(.minutes(10)))
struct UnreadableFileTests {
    private static let isRoot = geteuid() == 0

    @Test("a film that may not be read is listed with the reason, and the others go on", .enabled(if: !isRoot, "root may read every file"))
    func refused() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("A (2001).mkv", "a")
        try bench.write("B (2001).mkv", "b")
        #expect(chmod(bench.root + "/A (2001).mkv", 0) == 0)

        let report = try await bench.apply()

        #expect(report.items.first { $0.finding == .unusable }?.reason == FileTrouble.noPermission.sentence)
        #expect(try await bench.jobs.map(\.value.state) == [.failed, .waiting])
    }

    @Test("below a folder that may not be read nothing is missing", .enabled(if: !isRoot, "root may read every folder"))
    func folder() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("closed/A (2001).mkv", "a")
        try bench.write("B (2001).mkv", "b")
        try await bench.apply()
        #expect(chmod(bench.root + "/closed", 0) == 0)

        let report = try await bench.apply()
        _ = chmod(bench.root + "/closed", 0o755)

        #expect(report.items.isEmpty)
        #expect(report.notes.count == 1)
        #expect(try await bench.sources.allSatisfy { $0.value.missingSince == nil })
    }

    @Test(
        "the same as another user, when the tests run as root",
        .enabled(if: isRoot && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv"), "needs root and setpriv"))
    func asNobody() async throws {
        // The test program and its folder must be readable by anyone; then it runs the two tests above without root's rights.
        let program = CommandLine.arguments[0]
        try #require(FileManager.default.isReadableFile(atPath: program))
        let arguments = ["--reuid", "65534", "--regid", "65534", "--clear-groups", program] + Self.filter
        let outcome = try await run(
            .path("/usr/bin/setpriv"), arguments: Arguments(arguments), output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
        let text = outcome.standardOutput + outcome.standardError
        #expect(outcome.terminationStatus.isSuccess, "\(text)")
        #expect(text.contains("\"a film that may not be read is listed with the reason, and the others go on\" passed"), "\(text)")
        #expect(text.contains("\"below a folder that may not be read nothing is missing\" passed"), "\(text)")
    }

    private static let filter = ["--testing-library", "swift-testing", "--filter", "UnreadableFileTests"]
}
