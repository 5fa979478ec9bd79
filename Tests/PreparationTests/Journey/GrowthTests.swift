import Foundation
import KinoraKernel
import KinoraMedia
import KinoraMediaTools
import KinoraPreparation
import Synchronization
import Testing

@Suite("A package that grows", .timeLimit(.minutes(10)))
struct GrowthTests {
    /// What a kill may leave behind.
    enum Remains: CaseIterable, Sendable {
        /// Samples were appended, but no draft speaks of them.
        case longerTrack
        /// A draft was written, but the part that it made needless was not removed.
        case standingPart
        /// One rendition's pictures were never noted, the other's were.
        case oneTrackBehind
        /// It was killed while the sounds were packaged.
        case halfBegun
        /// The disk lost the end of a track that was thought to be safe.
        case lostEnd
    }

    @Test("goes on after a kill at any step, and ends in the same bytes", arguments: Remains.allCases)
    func resumed(after remains: Remains) async throws {
        let whole = try await Workshop()
        try await FilmClip.film(at: whole.path("film.mkv"), size: "640x360", seconds: 8)
        let expected = try await whole.prepare("film.mkv")
        #expect(expected.contents.video.count == 2)

        let workshop = try await Workshop(parallel: 1)
        try FileManager.default.copyItem(atPath: whole.path("film.mkv"), toPath: workshop.path("film.mkv"))
        let id = try await workshop.enqueue("film.mkv")
        let work = workshop.folders.work(of: id)
        workshop.encoder.before { [encoder = workshop.encoder, queue = workshop.queue] _ in
            if encoder.chunks.count == 4 {
                // What was encoded is in the package before the work ends.
                let plan = try JSONDecoder().decode(Plan.self, from: Data(contentsOf: URL(filePath: work.plan)))
                let chunks = (0..<3).flatMap { index in plan.rungs.map { work.chunk(index, $0) } }
                while chunks.contains(where: FileManager.default.fileExists(atPath:)) { try await Task.sleep(for: .milliseconds(20)) }
                try await queue.pause(id)
                try await Task.sleep(for: .seconds(60))
            }
        }
        try await workshop.worker.run(once: true)
        let plan = try #require(try? JSONDecoder().decode(Plan.self, from: Data(contentsOf: URL(filePath: work.plan))))
        func chunk(_ index: Int) async throws {
            let command = EncodeCommand.chunk(
                plan.chunks[index], of: plan, source: work.source, outputs: plan.rungs.map { work.chunk(index, $0) })
            _ = try await FFmpegEncoder().run(command) { _ in }
        }
        let (top, low) = (plan.rungs[0], plan.rungs[1])
        let media = URL(filePath: work.growth.media(top.name))
        let bytes = try Data(contentsOf: media)
        switch remains {
        case .longerTrack: try (bytes + bytes.suffix(10_000)).write(to: media)
        case .standingPart: try await chunk(0)
        case .oneTrackBehind:
            for index in 0..<3 { try await chunk(index) }
            try FileManager.default.removeItem(atPath: work.growth.draft(top.name))
            for index in 0..<3 { try FileManager.default.removeItem(atPath: work.chunk(index, low)) }
        case .halfBegun:
            for index in 0..<3 { try await chunk(index) }
            try FileManager.default.removeItem(atPath: work.growth.growing)
        case .lostEnd: try bytes.dropLast(5).write(to: media)
        }

        workshop.encoder.before(nil)
        try await workshop.queue.resume(id)
        try await workshop.worker.run(once: true)
        let prepared = try await workshop.prepared(id)

        #expect(workshop.encoder.chunks.count == (remains == .lostEnd ? 4 : 1))
        #expect(try prepared.contents.encoded() == expected.contents.encoded())
        for rendition in prepared.contents.video {
            let (one, other) = ("\(prepared.folder)/\(rendition.path)", "\(expected.folder)/\(rendition.path)")
            #expect(FileManager.default.contentsEqual(atPath: one, andPath: other))
        }
        #expect(try files(in: prepared.folder) == files(in: expected.folder))
    }

    private func files(in folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
    }

    @Test("never takes much more room than it does in the end", arguments: [false, true])
    func room(isCopied: Bool) async throws {
        let workshop = try await Workshop(parallel: 2)
        if isCopied {
            // Most of the package is the source's own picture.
            try await FilmClip.film(at: workshop.path("film.mp4"), size: "640x360", seconds: 40, video: FilmClip.webReady)
        } else {
            try await FilmClip.film(at: workshop.path("film.mp4"), size: "640x360", seconds: 40, video: ["-c:v", "mpeg4", "-q:v", "3"])
        }
        let most = Mutex<Int64>(0)
        let watch = Task { [root = workshop.folders.root] in
            while !Task.isCancelled {
                let size = Self.size(of: root)
                most.withLock { $0 = max($0, size) }
                try await Task.sleep(for: .milliseconds(2))
            }
        }
        let prepared = try await workshop.prepare("film.mp4")
        watch.cancel()
        let final = Double(Self.size(of: prepared.folder))
        let peak = Double(most.withLock { $0 })
        let chunks = workshop.encoder.chunks.count
        #expect(chunks >= 12 && workshop.encoder.commands.contains { $0.arguments.contains("copy") } == isCopied)
        // Two chunks are being encoded; when they end together, two more are begun before they are appended.
        #expect(peak <= final * (1.1 + 4 / Double(chunks)), "\(peak / final)")
        print("Peak of the disk: \(peak / final) of the package, \(chunks) chunks")
    }

    /// Bytes on the disk.
    private static func size(of folder: String) -> Int64 {
        let paths = FileManager.default.enumerator(atPath: folder)
        var sum: Int64 = 0
        while let path = paths?.nextObject() as? String {
            var status = stat()
            guard lstat("\(folder)/\(path)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            sum += min(Int64(status.st_blocks) * 512, Int64(status.st_size))
        }
        return sum
    }
}
