import Foundation
import KinoraMedia
import KinoraPreparation
import Subprocess
import Testing

/// What came out is decoded and compared with what was drawn, picture by picture.
@Suite("Whatever traits a source has, its pictures come out right", .timeLimit(.minutes(10)))
struct TraitTests {
    struct Trait: Sendable, CustomTestStringConvertible {
        var name: String
        var file = "film.mkv"
        /// Of the test picture that is drawn.
        var size = "320x180"
        var rate = "25"
        /// From the test picture to the file.
        var source: [String]
        /// From the test picture to what shall come out.
        var wanted = "null"
        var wantedRate = FrameRate(25)
        /// SSIM of the brightness over all pictures.
        var likeness = 0.95
        var testDescription: String { name }
    }

    static let traits: [Trait] = [
        Trait(name: "odd size", size: "321x179", source: ["-c:v", "ffv1"], wanted: "scale=320:178"),
        Trait(name: "narrow pixels", source: ["-vf", "setsar=4/3", "-c:v", "ffv1"], wanted: "scale=426:180"),
        Trait(name: "ten bits", source: ["-pix_fmt", "yuv420p10le", "-c:v", "libx264", "-preset", "ultrafast", "-crf", "10"]),
        Trait(name: "4:4:4", source: ["-pix_fmt", "yuv444p", "-c:v", "libx264", "-preset", "ultrafast", "-crf", "10"]),
        Trait(name: "red, green and blue", source: ["-pix_fmt", "bgr0", "-c:v", "ffv1"]),
        Trait(name: "full range", source: ["-vf", "scale=out_range=full,format=yuvj420p", "-c:v", "mjpeg", "-q:v", "2"]),
        Trait(
            name: "variable rate", source: ["-vf", "select='not(eq(mod(n,7),3))'", "-fps_mode", "vfr", "-c:v", "ffv1"],
            wanted: "select='not(eq(mod(n,7),3))',fps=25"),
        Trait(name: "59.94", rate: "60000/1001", source: ["-c:v", "ffv1"], wantedRate: FrameRate(60000, 1001)),
        Trait(name: "50", rate: "50", source: ["-c:v", "ffv1"], wantedRate: FrameRate(50)),
        Trait(
            name: "interlaced, upper lines first", file: "film.ts", rate: "50",
            source: ["-vf", "interlace=scan=tff", "-c:v", "mpeg2video", "-flags", "+ilme+ildct", "-q:v", "2", "-top", "1"],
            wantedRate: FrameRate(50), likeness: 0.85),
        Trait(
            name: "interlaced, lower lines first", rate: "60000/1001",
            source: ["-vf", "interlace=scan=bff", "-c:v", "libx264", "-preset", "ultrafast", "-crf", "10", "-x264-params", "bff=1"],
            wantedRate: FrameRate(60000, 1001), likeness: 0.85),
        Trait(
            name: "marked as interlaced, but whole", file: "film.ts",
            source: ["-vf", "gblur=sigma=3", "-c:v", "mpeg2video", "-flags", "+ilme+ildct", "-q:v", "2", "-top", "1"],
            wanted: "gblur=sigma=3"),
        Trait(name: "HDR10", source: bright("smpte2084"), likeness: 0.88),
        Trait(name: "HLG", source: bright("arib-std-b67"), likeness: 0.88),
    ]

    /// The test picture as it would look on a bright screen.
    private static func bright(_ transfer: String) -> [String] {
        [
            "-vf",
            "format=yuv420p,setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv,zscale=t=linear:npl=203,"
                + "format=gbrpf32le,zscale=p=2020:npl=203,zscale=t=\(transfer):m=2020_ncl:r=tv:npl=203,format=yuv420p10le", "-c:v",
            "libx264",
            "-preset", "ultrafast", "-crf", "10", "-color_trc", transfer, "-color_primaries", "bt2020", "-colorspace", "bt2020nc",
            "-color_range", "tv",
        ]
    }

    @Test("They are those that were drawn", arguments: traits)
    func drawn(trait: Trait) async throws {
        let workshop = try await Workshop()
        let picture = "testsrc2=size=\(trait.size):rate=\(trait.rate):duration=3"
        try await FilmClip.ffmpeg(["-f", "lavfi", "-i", picture] + trait.source + [workshop.path(trait.file)])

        let prepared = try await workshop.prepare(trait.file)

        let rendition = try #require(prepared.contents.video.first)
        #expect(rendition.frameRate == trait.wantedRate)
        #expect(abs(Double(prepared.contents.duration) / 1000 - 3) < 0.05)
        let path = "\(prepared.folder)/\(rendition.path)"
        let said = try await FilmClip.ffprobe([
            "-show_entries", "stream=pix_fmt,field_order,sample_aspect_ratio,color_range,color_transfer", "-of", "default=nw=1", path,
        ])
        #expect(said.contains("pix_fmt=yuv420p\n") && said.contains("field_order=progressive") && said.contains("sample_aspect_ratio=1:1"))
        #expect(said.contains("color_range=tv") && !said.contains("smpte2084") && !said.contains("b67"), "\(said)")
        let likeness = try await likeness(path, picture, trait.wanted, of: rendition)
        #expect(likeness > trait.likeness, "\(likeness)")
    }

    @Test("A picture that was filmed upright stands upright", arguments: [90, 180, 270])
    func turned(degrees: Int) async throws {
        let workshop = try await Workshop()
        let picture = "testsrc2=size=320x180:rate=25:duration=2"
        try await FilmClip.ffmpeg(["-f", "lavfi", "-i", picture] + FilmClip.x264 + [workshop.path("lying.mp4")])
        let turn = ["-c", "copy", "-metadata:s:v", "rotate=\(degrees)"]
        try await FilmClip.ffmpeg(["-i", workshop.path("lying.mp4")] + turn + [workshop.path("film.mp4")])
        let prepared = try await workshop.prepare("film.mp4")
        let rendition = try #require(prepared.contents.video.first)
        // This ffmpeg writes the number down as a turn counter-clockwise, and ffprobe reads it so.
        let upright = [90: "transpose=cclock", 180: "hflip,vflip", 270: "transpose=clock"]
        let likeness = try await likeness("\(prepared.folder)/\(rendition.path)", picture, try #require(upright[degrees]), of: rendition)
        #expect(likeness > 0.95, "\(likeness)")
    }

    /// SSIM of the brightness over all pictures in their order, the drawn ones first brought to the same size.
    private func likeness(_ path: String, _ picture: String, _ wanted: String, of rendition: VideoRendition) async throws -> Double {
        let result = try await Subprocess.run(
            .name("ffmpeg"),
            arguments: [
                "-hide_banner", "-nostdin", "-i", path, "-f", "lavfi", "-i", picture, "-lavfi",
                "[0:v]settb=1/25,setpts=N[a];[1:v]\(wanted),scale=\(rendition.width):\(rendition.height),format=yuv420p,settb=1/25,setpts=N[b];"
                    + "[a][b]ssim=shortest=1",
                "-f", "null", "-",
            ],
            output: .discarded, error: .string(limit: 1 << 20))
        let place = try #require(result.standardError.range(of: "SSIM Y:"), "\(result.standardError)")
        return try #require(Double(result.standardError[place.upperBound...].prefix { $0.isNumber || $0 == "." }))
    }
}
