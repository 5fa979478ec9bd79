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
}
