import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import Logging
import Testing

@Suite("A watch scans again and again", .timeLimit(.minutes(10)))
struct LibraryWatchTests {
    @Test("what appears while it runs is found; a library that is not there does not stop the others")
    func finds() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        let nowhere = Library(path: bench.folder.path + "/nowhere", kind: .films)
        let watch = LibraryWatch(
            [nowhere, bench.library], store: bench.store, time: bench.time,
            pause: .milliseconds(10), logger: Logger(label: "test"))

        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await watch.run() }
            try bench.write("A (2001).mkv", "a")
            while try await bench.jobs.count < 1 { await Task.yield() }
            try bench.write("B (2002).mkv", "b")
            while try await bench.jobs.count < 2 { await Task.yield() }
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.next() }
        }

        #expect(try await bench.jobs.map(\.value.label) == ["A (2001)", "B (2002)"])
    }

    #if os(Linux)
        @Test("what changes is heard and scanned at once, with a pause that never ends")
        func hears() async throws {
            let bench = try await LibraryBench()
            defer { bench.remove() }
            let watch = LibraryWatch(
                [bench.library], store: bench.store, time: bench.time, pause: .seconds(100_000), logger: Logger(label: "test"))
            try bench.write("A (2001).mkv", "a")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await watch.run() }
                while try await bench.jobs.count < 1 { try await Task.sleep(for: .milliseconds(5)) }
                try bench.write("Deep/Deeper/B (2002).mkv", "b")
                while try await bench.jobs.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
                try bench.delete("A (2001).mkv")
                while try await bench.jobs.count > 1 { try await Task.sleep(for: .milliseconds(5)) }
                group.cancelAll()
                await #expect(throws: CancellationError.self) { try await group.next() }
            }
        }
    #endif

    @Test("everything is scanned again at the time of the rule")
    func rule() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        // That a link leads elsewhere is not heard, and the pause never ends.
        let link = bench.folder.path + "/link"
        let empty = bench.folder.path + "/empty"
        try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: empty)
        // Two seconds before a minute is full.
        let minute = bench.time.now.milliseconds / 60_000 * 60_000
        let time = RunningTime(from: Moment(milliseconds: minute + 58_000))
        let watch = LibraryWatch(
            [Library(path: link, kind: .films)], store: bench.store, time: time, pause: .seconds(100_000),
            rule: try RescanRule("* * * * *", in: .gmt), logger: Logger(label: "test"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await watch.run() }
            while try await Records<LibraryState>(in: bench.store).count() == 0 { try await Task.sleep(for: .milliseconds(5)) }
            try bench.write("A (2001).mkv", "a")
            try FileManager.default.removeItem(atPath: link)
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: bench.root)
            while try await bench.jobs.count < 1 { try await Task.sleep(for: .milliseconds(5)) }
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.next() }
        }
    }
}

/// A clock that runs from a moment of one's own choice.
private struct RunningTime: TimeSource {
    let from: Moment
    private let begin = ContinuousClock.now

    init(from: Moment) { self.from = from }

    var now: Moment { from + begin.duration(to: .now) }
}
