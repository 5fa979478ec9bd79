import Foundation
import KinoraKernel
import KinoraMedia
import Testing

@Suite("A source whose picture is copied", .timeLimit(.minutes(10)))
struct CopiedSourceTests {
    /// 90 pictures with key pictures wherever they came.
    private func source(in scratch: Scratch, extra: [String] = []) async throws -> String {
        let path = scratch.path("source.mkv")
        try await Clip.chunk(0..<90, gop: 999, extra: ["-force_key_frames", "0.7,1.5,2.9"] + extra, to: path)
        return path
    }

    private func track(_ path: String) throws -> MP4Track { try MP4File(path: path).first(.video) }

    /// Writes the track alone and returns where it stands.
    private func package(_ track: MP4Track, starts: [Int], in scratch: Scratch) throws -> String {
        let timeline = try PresentationTimeline(
            frameRate: Clip.rate, frameCount: 90, segmentStarts: starts,
            offset: PresentationTimeline.offset(of: [track], and: [], at: Clip.rate))
        let path = scratch.path("out.mp4")
        var writer = try VideoTrackWriter(to: path, timeline: timeline, like: track)
        try writer.append(track)
        let written = try writer.finish()
        #expect(written.track.segments.count == starts.count)
        return path
    }

    @Test(
        "keeps every picture on the exact grid, however its file writes times",
        arguments: [
            [], ["-movflags", "negative_cts_offsets"], ["-use_editlist", "1", "-output_ts_offset", "1.5"],
            ["-video_track_timescale", "1000"],
        ])
    func forms(options: [String]) async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let mkv = try await source(in: scratch)
        let copy = scratch.path("copy.mp4")
        try await Tool.ffmpeg(["-i", mkv, "-c", "copy"] + options + [copy])
        let track = try track(copy)

        let starts = try PresentationTimeline.cleanStarts(of: track, at: Clip.rate)
        let path = try package(track, starts: starts, in: scratch)

        #expect(starts == [0, 17, 36, 70])
        let times = try await Tool.packets(of: path, stream: "v").map(\.pts).sorted()
        let first = try #require(times.first)
        for (index, time) in times.enumerated() { #expect(abs(time - first - Double(index) * 1001 / 24000) < 0.000_05) }
        #expect(try await Tool.decoded(path, stream: "v:0") == Tool.decoded(mkv, stream: "v:0"))
    }

    @Test("shares its segment boundaries with a smaller rendition encoded in chunks")
    func hybrid() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let copy = scratch.path("copy.mp4")
        try await Tool.ffmpeg(["-i", try await source(in: scratch), "-c", "copy", copy])
        let top = try track(copy)
        // The second chunk begins inside the third segment's rung: its own start is a key picture, but no segment begins there.
        var chunks: [MP4Track] = []
        for (range, keys) in [(0..<50, "0,0.709,1.502"), (50..<90, "0,0.8342")] {
            let path = scratch.path("chunk-\(range.lowerBound).mp4")
            try await Clip.chunk(range, size: "160x90", gop: 999, extra: ["-force_key_frames", keys], to: path)
            chunks.append(try track(path))
        }
        let starts = PresentationTimeline.thinned(try PresentationTimeline.cleanStarts(of: top, at: Clip.rate), atLeast: 18)
        let timeline = try PresentationTimeline(
            frameRate: Clip.rate, frameCount: 90, segmentStarts: starts,
            offset: PresentationTimeline.offset(of: [top] + chunks, and: [], at: Clip.rate))

        var files: [TrackFile] = []
        for (name, tracks) in [("top", [top]), ("low", chunks)] {
            var writer = try VideoTrackWriter(to: scratch.path(name), timeline: timeline, like: tracks[0])
            for track in tracks { try writer.append(track) }
            files.append(try writer.finish().track)
        }

        #expect(starts == [0, 36, 70])
        #expect(files[0].segments.map(\.duration) == files[1].segments.map(\.duration))
        #expect(try await Tool.decoded(scratch.path("low"), stream: "v:0").count == 90)
    }

    @Test("is refused at boundaries where decoding cannot begin")
    func boundaries() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let copy = scratch.path("copy.mp4")
        try await Tool.ffmpeg(["-i", try await source(in: scratch), "-c", "copy", copy])
        let track = try track(copy)

        #expect(throws: PackagingProblem.noCleanStart(copy, frame: 20)) { try package(track, starts: [0, 20], in: scratch) }
    }

    @Test("is refused when pictures before a boundary need pictures behind it")
    func openGroups() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let path = scratch.path("open.mp4")
        try await Clip.chunk(0..<90, gop: 24, extra: ["-x264-params", "open-gop=1:bframes=3:b-adapt=0"], to: path)

        let starts = try PresentationTimeline.cleanStarts(of: try track(path), at: Clip.rate)

        #expect(starts == [0])
    }

    @Test("is refused when its pictures come at a variable rate")
    func variableRate() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let path = scratch.path("vfr.mp4")
        try await Tool.ffmpeg([
            "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=24", "-vf", "select='not(eq(mod(n,7),3))'", "-frames:v", "40", "-fps_mode",
            "vfr",
            "-c:v", "libx264", "-preset", "veryfast", "-threads", "1", path,
        ])
        let track = try track(path)

        #expect(throws: PackagingProblem.unsteady(path)) { try PresentationTimeline.cleanStarts(of: track, at: FrameRate(24)) }
    }

    @Test("is refused beside chunks that were encoded otherwise, or when pictures are missing")
    func mixed() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let (one, two) = (scratch.path("one.mp4"), scratch.path("two.mp4"))
        try await Clip.chunk(0..<24, gop: 24, to: one)
        try await Clip.chunk(24..<48, gop: 24, extra: ["-profile:v", "main"], to: two)
        let first = try track(one)
        let timeline = try PresentationTimeline(frameRate: Clip.rate, frameCount: 48, segmentStarts: [0, 24], offset: 9000)

        var writer = try VideoTrackWriter(to: scratch.path("out.mp4"), timeline: timeline, like: first)
        try writer.append(first)
        #expect(throws: PackagingProblem.differs(two)) { try writer.append(try track(two)) }
        #expect(throws: PackagingProblem.frames(expected: 48, found: 24)) { try writer.finish() }
        try writer.append(first)
        #expect(throws: PackagingProblem.frames(expected: 48, found: 72)) { try writer.append(first) }
        writer.discard()
        #expect(!FileManager.default.fileExists(atPath: scratch.path("out.mp4")))
    }
}
