import Foundation
import KinoraKernel
import KinoraMediaTools
import KinoraPreparation
import Synchronization
import Testing

@Suite("Work is held and goes on", .timeLimit(.minutes(10)))
struct BrakeTests {
    @Test("Who waits for a brake goes on when it is released, or is cancelled; who finds it open does not wait")
    func waiting() async throws {
        let brake = Brake()
        try await brake.released()
        brake.hold()
        async let one: Void = brake.released()
        async let other: Void = brake.released()
        let cancelled = Task { try await brake.released() }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        #expect(brake.isHeld)
        brake.release()
        _ = try await (one, other)
    }

    /// An endless ffmpeg that writes nothing, known by a word among its arguments.
    private func endless(_ word: String, size: String = "160x90") -> EncodeCommand {
        EncodeCommand(
            arguments: [
                "-nostdin", "-v", "error", "-nostats", "-stats_period", "0.1", "-progress", "pipe:1", "-threads", "1", "-f", "lavfi", "-i",
                "testsrc2=s=\(size)", "-metadata", "comment=\(word)", "-c:v", "libx264", "-preset", "ultrafast", "-threads", "1", "-f",
                "null", "-",
            ],
            outputs: [])
    }

    /// The fields of `/proc/<number>/stat` behind the name, for the program with a word among its arguments.
    private func status(of word: String) throws -> [Substring]? {
        for entry in try FileManager.default.contentsOfDirectory(atPath: "/proc") where Int(entry) != nil {
            guard let line = FileManager.default.contents(atPath: "/proc/\(entry)/cmdline"),
                String(decoding: line, as: UTF8.self).contains(word),
                let data = FileManager.default.contents(atPath: "/proc/\(entry)/stat")
            else { continue }
            let text = String(decoding: data, as: UTF8.self)
            guard let bracket = text.lastIndex(of: ")") else { continue }
            return text[text.index(after: bracket)...].split(separator: " ")
        }
        return nil
    }

    private func wait(for word: String, isStopped: Bool) async throws {
        while try (status(of: word)?.first == "T") != isStopped { try await Task.sleep(for: .milliseconds(20)) }
    }

    @Test("A program that runs is frozen where it is, goes on from there, and can be ended while it is frozen")
    func freezing() async throws {
        let word = UUID().uuidString
        let brake = Brake()
        let frames = Mutex(0)
        let running = Task {
            _ = try await FFmpegEncoder(pace: Pace(brake: brake)).run(endless(word)) { progress in frames.withLock { $0 = progress.frames }
            }
        }
        while frames.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(20)) }

        brake.hold()
        try await wait(for: word, isStopped: true)
        let before = frames.withLock { $0 }
        brake.release()
        try await wait(for: word, isStopped: false)
        while frames.withLock({ $0 }) <= before { try await Task.sleep(for: .milliseconds(20)) }

        brake.hold()
        try await wait(for: word, isStopped: true)
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        #expect(try status(of: word) == nil)
    }

    @Test(
        "A program takes no more than its share of the processor", .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/stat")))
    func share() async throws {
        let word = UUID().uuidString
        let running = Task { _ = try await FFmpegEncoder(pace: Pace(cores: 0.25)).run(endless(word, size: "1280x720")) { _ in } }
        func used() throws -> Double? {
            try status(of: word).map { fields in
                fields[11...12].reduce(0.0) { $0 + (Double($1) ?? 0) } / Double(sysconf(Int32(_SC_CLK_TCK)))
            }
        }
        while try used() ?? 0 < 0.1 { try await Task.sleep(for: .milliseconds(20)) }
        let (start, begin) = (try used() ?? 0, ContinuousClock.now)
        // Long enough for what was saved up at the start to make no difference.
        try await Task.sleep(for: .seconds(4))
        let share = (try used() ?? 0 - start) / begin.duration(to: .now).inSeconds
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        #expect(share > 0 && share < 0.45, "it took \(share) of a core")
    }
}
