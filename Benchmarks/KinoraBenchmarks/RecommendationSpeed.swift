import ArgumentParser
import Foundation
import KinoraKernel
import KinoraRecommendation

/// Makes a large graph from a seed and measures answers, watches and the snapshot, on one thread.
///
/// What a call takes is the processor time of this thread: a machine that does other things at the same time makes it no longer.
struct RecommendationSpeed: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "recommendation")

    @Option var profiles = 100_000
    @Option var titles = 20_000
    @Option var watches = 10_000_000
    @Option var calls = 20_000
    @Flag(name: .customLong("start"), help: "Only starts from the snapshot that a former run left in the folder.") var isStart = false
    @Argument var folder: String

    func run() throws {
        let file = URL(fileURLWithPath: folder).appendingPathComponent("graph")
        if isStart { return try start(from: file) }
        let clock = ContinuousClock()
        var chance = Chance(state: 1)
        let engine = RecommendationEngine()
        for number in 0..<titles { engine.take(title(number, &chance)) }
        let start = Moment(milliseconds: 1_700_000_000_000)
        let built = processorSeconds {
            for number in 0..<watches { engine.take(watch(start + .seconds(number), &chance)) }
        }
        print("build_seconds \(built)")
        let now = start + .seconds(watches)
        _ = engine.rows(for: "profile-0", at: now)
        try measure("watch") { engine.take(watch(now, &chance)) }
        try measure("rows") { _ = engine.rows(for: "profile-\(chance.below(profiles))", at: now) }
        try measure("for_you") { _ = engine.ranked(for: "profile-\(chance.below(profiles))", at: now, count: 20) }
        try measure("more_like") { _ = engine.moreLike("title-\(chance.skewed(titles))", count: 20) }
        print("counted_watches \(engine.size.watches)")
        print("peak_mb \(Self.memory("VmHWM"))")
        print("rss_mb \(Self.memory("VmRSS"))")
        print("write_seconds \(try clock.measure { try Snapshot.write(engine, to: file) }.inSeconds)")
        print("peak_mb_written \(Self.memory("VmHWM"))")
        let size = try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int ?? 0
        print("snapshot_mb \(size / 1_000_000)")
    }

    /// As a house starts: in a process of its own.
    private func start(from file: URL) throws {
        let clock = ContinuousClock()
        var read = Duration.zero
        let processor = try processorSeconds { read = try clock.measure { _ = try Snapshot.read(file) } }
        print("start_seconds \(read.inSeconds)")
        print("start_processor_seconds \(processor)")
        print("start_peak_mb \(Self.memory("VmHWM"))")
    }

    private func measure(_ name: String, _ call: () -> Void) throws {
        var times: [Double] = []
        for _ in 0..<calls { times.append(processorSeconds(call) * 1_000_000) }
        times.sort()
        print("\(name)_p50_us \(times[times.count / 2])")
        print("\(name)_p99_us \(times[times.count * 99 / 100])")
    }

    private func title(_ number: Int, _ chance: inout Chance) -> TitleFacts {
        var nodes = (0..<3).map { _ in ContentNode(.genre, "Genre \(chance.skewed(25))") }
        nodes.append(ContentNode(.director, "Director \(chance.skewed(6000))"))
        for order in 0..<8 { nodes.append(ContentNode(.actor, "Actor \(chance.skewed(30_000))", order: order)) }
        return TitleFacts(id: "title-\(number)", name: "Title \(number)", year: 1950 + chance.below(75), nodes: nodes)
    }

    /// Some titles are popular, some profiles busy.
    private func watch(_ moment: Moment, _ chance: inout Chance) -> WatchFact {
        WatchFact(
            profile: "profile-\(chance.below(profiles))", title: "title-\(chance.skewed(titles))", seconds: 3600,
            completion: Double(chance.below(101)) / 100, at: moment)
    }

    private func processorSeconds(_ call: () throws -> Void) rethrows -> Double {
        let before = Self.processorSeconds
        try call()
        return Self.processorSeconds - before
    }

    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func memory(_ name: String) -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
        return (Int(line.filter(\.isNumber)) ?? 0) / 1024
    }

    private struct Chance {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            return word ^ (word >> 31)
        }

        mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

        /// The low numbers more often: as the square of an even choice.
        mutating func skewed(_ bound: Int) -> Int {
            let share = Double(next() >> 11) / Double(1 << 53)
            return Int(share * share * Double(bound))
        }
    }
}
