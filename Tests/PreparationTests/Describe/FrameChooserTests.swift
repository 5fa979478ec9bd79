import Foundation
import KinoraCatalogue
import KinoraKernel
import Testing

@testable import KinoraPreparation

@Suite("A picture of the film itself is chosen well", .timeLimit(.minutes(10)))
struct FrameChooserTests {
    /// A film of scenes of two seconds each, all key pictures.
    private func film(_ scenes: [String], _ bench: PictureBench, filter: String = "null") async throws -> String {
        var arguments: [String] = []
        for scene in scenes { arguments += ["-f", "lavfi", "-i", scene + ":d=2:r=5"] }
        let inputs = scenes.indices.map { "[\($0):v]setsar=1,format=yuv420p[v\($0)]" }.joined(separator: ";")
        let join = scenes.indices.map { "[v\($0)]" }.joined() + "concat=n=\(scenes.count):v=1,\(filter)[out]"
        arguments += ["-filter_complex", inputs + ";" + join, "-map", "[out]", "-c:v", "libx264", "-preset", "ultrafast", "-g", "1"]
        try await bench.run(arguments, to: "film.mp4")
        return bench.path("film.mp4")
    }

    private let black = "color=black:s=320x180"
    private let lively = "testsrc2=s=320x180"

    @Test("not black, not a card, not a blurred one, and the same each time")
    func choice() async throws {
        let bench = try PictureBench()
        defer { bench.remove() }
        let scenes = [black, "color=white:s=320x180", lively, "color=0x181818:s=320x180", black, black]
        let path = try await film(scenes, bench)
        let chooser = FrameChooser(encoder: bench.encoder)

        let input = try #require(try await chooser.choose(from: path, width: 320, height: 180, duration: 12, in: bench.folder.path))
        let again = try await chooser.choose(from: path, width: 320, height: 180, duration: 12, in: bench.folder.path)
        #expect(input.arguments == again?.arguments)
        #expect(input.filters.isEmpty)
        let artwork = try await bench.mill.make(.backdrop, of: input)
        #expect((artwork.width, artwork.height) == (320, 180))
        let pixels = try await bench.pixels(artwork.file, 16, 9)
        #expect(Set(pixels).count > 30, "\(pixels)")
    }

    @Test("a film in which there is nothing to see gets none")
    func nothing() async throws {
        let bench = try PictureBench()
        defer { bench.remove() }
        let path = try await film([black, black], bench)
        let chosen = try await FrameChooser(encoder: bench.encoder)
            .choose(from: path, width: 320, height: 180, duration: 4, in: bench.folder.path)
        #expect(chosen == nil)
    }

    @Test("bars around the picture are cut off")
    func bars() async throws {
        let bench = try PictureBench()
        defer { bench.remove() }
        let path = try await film([lively, black, lively], bench, filter: "scale=320:136,pad=320:180:0:22:black")
        let input = try #require(
            try await FrameChooser(encoder: bench.encoder)
                .choose(from: path, width: 320, height: 180, duration: 6, in: bench.folder.path))
        #expect(input.width == 320)
        #expect((128...136).contains(input.height))
        let artwork = try await bench.mill.make(.backdrop, of: input)
        let rows = try await bench.pixels(artwork.file, 1, 10)
        #expect(rows.prefix(3).contains { $0 > 40 } && rows.suffix(3).contains { $0 > 40 }, "\(rows)")
    }

    private func measures(
        mean: Double = 110, contrast: Double = 50, sharpness: Double = 20, colour: Double = 40, flatness: Double = 0.2
    ) -> FrameMiniature.Measures {
        .init(mean: mean, contrast: contrast, sharpness: sharpness, colour: colour, flatness: flatness)
    }

    @Test("dark, glaring, dull, flat and blurred pictures count less than an ordinary one")
    func score() {
        let ordinary = measures()
        let usual = [ordinary, ordinary, ordinary]
        let good = FrameScore.of(ordinary, among: usual)
        let worse = [
            measures(mean: 12), measures(mean: 30), measures(mean: 240), measures(contrast: 10), measures(flatness: 0.8),
            measures(sharpness: 5),
            measures(colour: 2),
        ]
        for measure in worse { #expect(FrameScore.of(measure, among: usual + [measure]) < good * 0.9, "\(measure)") }
        #expect(FrameScore.of(measures(mean: 0, contrast: 0, sharpness: 0, colour: 0, flatness: 1), among: usual) < FrameScore.least)
    }

    @Test("a card and a blurred picture are told from a sharp one by their pixels")
    func miniatures() async throws {
        let bench = try PictureBench()
        defer { bench.remove() }
        func look(_ source: String) async throws -> FrameMiniature.Measures {
            let side = FrameChooser.side
            let bytes = try await bench.picture(
                source, "m", ["-vf", "scale=\(side):\(side):flags=area", "-f", "rawvideo", "-pix_fmt", "rgb24"])
            return try #require(FrameMiniature(rgb: bytes, side: side)).measures(FrameBars())
        }
        let sharp = try await look("testsrc2=s=320x180")
        let soft = try await look("testsrc2=s=320x180,gblur=sigma=14")
        let card = try await look("color=0x101010:s=320x180,drawbox=120:80:80:16:white:fill")
        let all = [sharp, sharp, soft, card]
        #expect(soft.sharpness < sharp.sharpness * 0.45)
        #expect(card.flatness > 0.9)
        #expect(FrameScore.of(sharp, among: all) > 2 * FrameScore.of(soft, among: all))
        #expect(FrameScore.of(sharp, among: all) > 5 * FrameScore.of(card, among: all))
    }
}
