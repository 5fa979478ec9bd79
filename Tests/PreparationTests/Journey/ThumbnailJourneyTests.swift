import Foundation
import KinoraKernel
import KinoraMedia
import KinoraPreparation
import Testing

@Suite("A film gets small pictures for winding", .timeLimit(.minutes(10)))
struct ThumbnailJourneyTests {
    /// Three colours, ten seconds each; the second number of each is what there is most of: red, green, blue.
    static let colours = [("red", 0), ("lime", 1), ("blue", 2)]

    static func film(at path: String, size: String = "320x180") async throws {
        let pictures = colours.flatMap { ["-f", "lavfi", "-i", "color=c=\($0.0):s=\(size):r=25:d=10"] }
        try await FilmClip.ffmpeg(
            pictures + ["-filter_complex", "[0][1][2]concat=n=3:v=1:a=0"] + FilmClip.x264 + ["-g", "50", path])
    }

    static let rendition = VideoRendition(
        name: "v", path: "v/media.mp4", codec: "avc1.64001f", width: 640, height: 360, frameRate: FrameRate(25),
        track: TrackFile(
            size: 0, headerEnd: 0, indexEnd: 0, timescale: 25, segments: [], averageBandwidth: 1, peakBandwidth: 1,
            digest: Digest(of: Data())))

    /// Which of red, green and blue there is most of in the middle of each picture.
    static func colours(of thumbnails: Thumbnails, in folder: String) async throws -> [Int] {
        var found: [Int] = []
        for sheet in thumbnails.sheets {
            let raw = "\(folder)/sheet.rgb"
            try await FilmClip.ffmpeg(["-i", "\(folder)/\(sheet.path)", "-f", "rawvideo", "-pix_fmt", "rgb24", raw])
            let bytes = try Data(contentsOf: URL(filePath: raw))
            let across = thumbnails.width * thumbnails.columns
            #expect(bytes.count == across * thumbnails.height * thumbnails.rows * 3)
            for picture in 0..<thumbnails.perSheet where found.count < thumbnails.count {
                let (_, x, y) = thumbnails.place(of: picture)
                let middle = ((y + thumbnails.height / 2) * across + x + thumbnails.width / 2) * 3
                let pixel = (0..<3).map { bytes[middle + $0] }
                found.append(pixel.firstIndex(of: pixel.max() ?? 0) ?? 0)
            }
        }
        return found
    }

    @Test("of the right moments, in the film's shape, the same bytes each time")
    func pictures() async throws {
        let workshop = try await Workshop()
        try await Self.film(at: workshop.path("a.mkv"))
        try FileManager.default.copyItem(atPath: workshop.path("a.mkv"), toPath: workshop.path("b.mkv"))

        let first = try await workshop.prepare("a.mkv")
        let second = try await workshop.prepare("b.mkv")

        let thumbnails = try #require(first.contents.thumbnails)
        #expect(thumbnails.count == 15 && thumbnails.interval == 2000)
        #expect((thumbnails.width, thumbnails.height) == (192, 108) && (thumbnails.columns, thumbnails.rows) == (6, 3))
        #expect(thumbnails.sheets.count == 1 && second.contents.thumbnails == thumbnails)
        #expect(try await Self.colours(of: thumbnails, in: first.folder) == (0..<15).map { $0 / 5 })
        try PackageCheck.run(first.contents, in: first.folder, readingMedia: true)
        #expect(FileManager.default.fileExists(atPath: "\(first.folder)/trickplay/thumbnails.vtt"))
    }

    @Test("that stand upright where the film does, and never larger than it is")
    func upright() async throws {
        let workshop = try await Workshop()
        try await Self.film(at: workshop.path("a.mkv"), size: "180x320")
        try await FilmClip.film(at: workshop.path("b.mkv"), size: "96x72", seconds: 1)

        let upright = try #require(try await workshop.prepare("a.mkv").contents.thumbnails)
        let tiny = try #require(try await workshop.prepare("b.mkv").contents.thumbnails)

        #expect((upright.width, upright.height) == (108, 192))
        #expect((tiny.width, tiny.height, tiny.count, tiny.columns, tiny.rows) == (96, 72, 1, 1, 1))
    }

    @Test("or none where they cannot be made, and is published all the same")
    func none() async throws {
        let workshop = try await Workshop()
        try await FilmClip.film(at: workshop.path("a.mkv"), seconds: 2)
        workshop.encoder.before { command in
            guard command.outputs.contains(where: { $0.contains("trickplay") }) else { return }
            throw Trouble.toolFailed(name: "ffmpeg", reason: "it did not like the pictures")
        }

        let prepared = try await workshop.prepare("a.mkv")

        #expect(prepared.contents.thumbnails == nil)
        #expect(!FileManager.default.fileExists(atPath: "\(prepared.folder)/trickplay"))
    }

    @Test("and is not published with a sheet of another size")
    func damaged() async throws {
        let workshop = try await Workshop()
        try await FilmClip.film(at: workshop.path("a.mkv"), seconds: 2)
        let id = try await workshop.enqueue("a.mkv")
        let folder = workshop.folders.work(of: id).package
        workshop.encoder.after { command in
            guard command.outputs.contains(where: { $0.contains("trickplay") }) else { return }
            try await FilmClip.ffmpeg(FilmClip.picture("64x64", seconds: 1) + ["-frames:v", "1", "\(folder)/trickplay/sheet-1.jpg"])
        }

        try await workshop.worker.run(once: true)

        let job = try await workshop.job(id)
        #expect(job.state == .failed && job.reason?.contains("sheet-1.jpg has another size") == true, "\(job.reason ?? "")")
        #expect(try workshop.published().isEmpty)
    }

    @Test(
        "as many as its length asks for",
        arguments: [(1_000, 1, 2_000), (20_000, 10, 2_000), (600_000, 120, 5_000), (7_200_000, 720, 10_000), (86_400_000, 900, 96_000)])
    func number(duration: Int64, count: Int, interval: Int64) throws {
        let plan = try #require(ThumbnailPlan(Self.rendition, duration: duration))

        #expect(plan.count == count && plan.interval == interval)
        #expect(plan.columns * plan.rows <= 36 && (plan.sheets - 1) * plan.columns * plan.rows < count)
    }
}
