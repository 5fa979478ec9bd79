import Foundation
import KinoraKernel
import KinoraMedia
import Testing

@Suite("A track that is written with interruptions", .timeLimit(.minutes(10)))
struct VideoDraftTests {
    private static func track(_ path: String) throws -> MP4Track { try MP4File(path: path).first(.video) }

    @Test(
        "goes on where its draft ends, whatever stands behind it, and ends in the same bytes",
        arguments: [0, 1, 100_000])
    func resumed(rest: Int) async throws {
        let film = try await MadeFilm.shared.value
        let scratch = try Scratch()
        let path = scratch.path("media.mp4")
        let chunks = try film.chunkPaths.map(Self.track)

        var writer: VideoTrackWriter? = try VideoTrackWriter(to: path, timeline: film.timeline, like: chunks[0])
        try writer?.append(chunks[0])
        let draft = try #require(try writer?.draft())
        writer = nil
        let kept = try JSONDecoder().decode(VideoDraft.self, from: JSONEncoder().encode(draft))
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data(repeating: 0xA5, count: rest))
        try file.close()
        var second = try VideoTrackWriter(resuming: kept, at: path, timeline: film.timeline)
        try second.append(chunks[1])
        let last = try second.draft()
        #expect(last.pictures == MadeFilm.frames)
        let written = try second.finish()

        #expect(written.track == film.contents.video[0].track)
        #expect(try Data(contentsOf: URL(filePath: path)) == Data(contentsOf: URL(filePath: film.path("v-180/media.mp4"))))
        // Killed between the index and the announcement: finishing again changes nothing.
        var again = try VideoTrackWriter(resuming: last, at: path, timeline: film.timeline)
        #expect(try again.finish() == written)
    }

    @Test("says only what is in the file: the segments of a draft are those of the finished track")
    func truthful() async throws {
        let film = try await MadeFilm.shared.value
        let scratch = try Scratch()
        var writer = try VideoTrackWriter(to: scratch.path("media.mp4"), timeline: film.timeline, like: Self.track(film.chunkPaths[0]))
        try writer.append(Self.track(film.chunkPaths[0]))
        let draft = try writer.draft()
        let whole = film.contents.video[0]
        #expect(draft.pictures == 96)
        #expect(draft.segments == Array(whole.track.segments.prefix(2)))
        #expect((draft.headerEnd, draft.indexEnd) == (whole.track.headerEnd, whole.track.indexEnd))
        #expect(try RandomAccessFile(path: scratch.path("media.mp4")).size == draft.size)
    }

    @Test("is not gone on with when the file is shorter than its draft, or another")
    func wrongFile() async throws {
        let film = try await MadeFilm.shared.value
        let scratch = try Scratch()
        let path = scratch.path("media.mp4")
        var writer = try VideoTrackWriter(to: path, timeline: film.timeline, like: Self.track(film.chunkPaths[0]))
        try writer.append(Self.track(film.chunkPaths[0]))
        let draft = try writer.draft()
        var bytes = try Data(contentsOf: URL(filePath: path))
        try bytes.dropLast().write(to: URL(filePath: path))
        #expect(throws: MediaFileProblem.self) { try VideoTrackWriter(resuming: draft, at: path, timeline: film.timeline) }
        bytes[8] ^= 1
        try bytes.write(to: URL(filePath: path))
        #expect(throws: MediaFileProblem.self) { try VideoTrackWriter(resuming: draft, at: path, timeline: film.timeline) }
    }
}
