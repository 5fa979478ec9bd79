import Foundation
import Testing

/// Clips that a camera or an artist made, not a test pattern.
@Suite("Natural video", .timeLimit(.minutes(10)))
struct NaturalVideoTests {
    @Test(arguments: ["bigbuckbunny.mp4", "bikes.mp4"])
    func aClipOfNaturalVideoIsPreparedWithAnExactTimeline(name: String) async throws {
        let clip = try #require(Tool.naturalVideo(name), "Scripts/setup test brings it")
        let program = try KinoraProgram.inNewFolder()
        defer { program.remove() }
        try FileManager.default.copyItem(at: clip, to: program.library.appendingPathComponent("Natural Film (2008).mp4"))

        let outcome = try await program.run(["prepare", "--once"])

        #expect(outcome.code == 0, "\(outcome.error)")
        let jobs = try await program.jobs()
        #expect(jobs.map(\.state) == ["done"], "\(jobs)")
        let package = try #require(program.packages().first)
        try await Timeline.check(package)
    }
}
