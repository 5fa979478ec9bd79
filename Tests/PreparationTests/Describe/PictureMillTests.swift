import Foundation
import KinoraCatalogue
import KinoraKernel
import KinoraMediaTools
import Testing

@testable import KinoraPreparation

@Suite("Pictures are made anew in sizes for pages", .timeLimit(.minutes(10)))
struct PictureMillTests {
    @Test("each size is there as WebP and as JPEG, nothing is enlarged, and the same picture makes the same bytes")
    func sizes() async throws {
        let bench = try PictureBench()
        defer { bench.remove() }
        let bytes = try await bench.picture("testsrc2=s=700x1050", "p.png")

        let artwork = try await bench.mill.make(.poster, of: bytes)
        #expect(artwork.sizes.map(\.width) == [160, 320, 480, 700])
        #expect(artwork.sizes.map(\.height) == [240, 480, 720, 1050])
        #expect((artwork.width, artwork.height) == (700, 1050))
        for size in artwork.sizes {
            for (file, kind) in [(size.webp, ImageHeader.Kind.webp), (size.plain, .jpg)] {
                let made = Array(try Data(contentsOf: URL(filePath: "\(bench.shelved)/\(file)")))
                let header = try #require(ImageHeader(made))
                #expect(header.kind == kind && header.width == size.width && header.height == size.height)
                #expect(file == "\(Digest(of: made).hex).\(kind.rawValue)")
            }
        }
        // Nothing but pictures is left, and making it again changes nothing.
        #expect(try bench.names.count == 8)
        #expect(try await bench.mill.make(.poster, of: bytes) == artwork)
        #expect(try bench.names.count == 8)
    }

    @Test("small pictures keep their size; a size that is hardly larger is left out")
    func smallPictures() {
        #expect(PictureSizes.of(.poster, width: 100, height: 150).map(\.width) == [100])
        #expect(PictureSizes.of(.poster, width: 500, height: 750).map(\.width) == [160, 320, 480])
        #expect(PictureSizes.of(.backdrop, width: 3840, height: 2160).map(\.height) == [180, 360, 540, 1080])
    }

    @Test("colours come out as they were")
    func colours() async throws {
        let bench = try PictureBench()
        defer { bench.remove() }
        let bytes = try await bench.picture("color=c=0xC83232:s=320x480", "p.png")
        let artwork = try await bench.mill.make(.poster, of: bytes)
        for file in [artwork.sizes[0].webp, artwork.sizes[0].plain] {
            let pixel = try await bench.pixels(file, 1, 1)
            for (got, wanted) in zip(pixel, [0xC8, 0x32, 0x32]) { #expect(abs(Int(got) - wanted) <= 4, "\(file): \(pixel)") }
        }
    }

    @Test("a logo keeps what is transparent")
    func logo() async throws {
        let bench = try PictureBench()
        defer { bench.remove() }
        let bytes = try await bench.picture("color=c=red@0.0:s=400x100,format=rgba", "l.png")
        let artwork = try await bench.mill.make(.logo, of: bytes)
        #expect(artwork.file.hasSuffix(".png"))
        try await bench.run(
            ["-i", "\(bench.shelved)/\(artwork.file)", "-vf", "scale=1:1", "-f", "rawvideo", "-pix_fmt", "rgba"], to: "raw")
        #expect(try #require(Data(contentsOf: URL(filePath: bench.path("raw"))).last) < 8)
    }

    /// A JPEG with an Exif segment that tells how the camera was held, and a secret.
    private func held(_ value: UInt8, _ jpeg: [UInt8]) -> [UInt8] {
        let secret = Array("GPS 48.1 11.5".utf8)
        let directory: [UInt8] = [0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, value, 0, 0, 0, 0, 0, 0]
        let tiff: [UInt8] = [0x4D, 0x4D, 0, 42, 0, 0, 0, 8] + directory + secret
        let body = Array("Exif".utf8) + [0, 0] + tiff
        let length = body.count + 2
        return [0xFF, 0xD8, 0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)] + body + jpeg.dropFirst(2)
    }

    @Test("a picture is put upright as the camera says, and what else it says is left out", arguments: [1, 3, 6, 8] as [UInt8])
    func exif(value: UInt8) async throws {
        let bench = try PictureBench()
        defer { bench.remove() }
        // White at the top left, black elsewhere.
        let source = "color=black:s=200x100,drawbox=0:0:60:40:white:fill"
        let jpeg = try await bench.picture(source, "p.jpg", ["-q:v", "2"])
        let artwork = try await bench.mill.make(.backdrop, of: held(value, jpeg))

        let isTurned = value == 6 || value == 8
        #expect((artwork.width, artwork.height) == (isTurned ? (100, 200) : (200, 100)))
        let pixels = try await bench.pixels(artwork.file, 2, 2).enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
        let brightest = pixels.indices.max { pixels[$0] < pixels[$1] }
        #expect(brightest == [1: 0, 3: 3, 6: 1, 8: 2][value])
        for name in try bench.names {
            let made = try Data(contentsOf: URL(filePath: "\(bench.shelved)/\(name)"))
            #expect(made.range(of: Data("GPS".utf8)) == nil && made.range(of: Data("Exif".utf8)) == nil)
        }
    }

    @Test("hostile pictures are refused with a reason, and leave nothing behind")
    func hostile() async throws {
        let bench = try PictureBench()
        defer { bench.remove() }
        let whole = try await bench.picture("testsrc2=s=640x360", "p.jpg")
        // A list that names another file, under a picture's name.
        let list = Array("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n".utf8)
        // A header that promises 16,000 × 16,000 pixels.
        let bomb = Array(Pictures.png(16_000, 16_000))
        // A header alone.
        let empty = Array(Pictures.jpeg(600, 900))
        let thin = try await bench.picture("color=red:s=2000x40", "t.png")
        let tiny = try await bench.picture("color=red:s=8x8", "s.png")
        for bytes in [list, bomb, empty, thin, tiny, [], Array("<svg/>".utf8), Array(whole.prefix(300))] {
            await #expect(throws: ArtworkTrouble.self) { try await bench.mill.make(.backdrop, of: bytes) }
        }
        await #expect(throws: ArtworkTrouble.tooLarge) {
            try await bench.mill.make(.poster, of: whole + [UInt8](repeating: 0, count: ArtworkShelf.largest))
        }
        #expect(try bench.names.isEmpty)
    }

    @Test("covers inside video files")
    func cover() async throws {
        let bench = try PictureBench()
        defer { bench.remove() }
        _ = try await bench.picture("testsrc2=s=300x450", "cover.jpg")
        try await bench.run(
            [
                "-f", "lavfi", "-i", "testsrc2=s=64x64:d=1:r=5", "-attach", bench.path("cover.jpg"), "-metadata:s:t", "mimetype=image/jpeg",
                "-metadata:s:t", "filename=cover.jpg", "-metadata", "title=Harbour \"Lights\"", "-metadata", "SYNOPSIS=One.\nTwo.",
                "-c:v", "libx264", "-preset", "ultrafast",
            ], to: "film.mkv")

        let tags = try await bench.tagReader.tags(of: bench.path("film.mkv"))
        #expect(tags.tags["title"] == "Harbour \"Lights\"")
        #expect(tags.tags["synopsis"] == "One.\nTwo.")
        let stream = try #require(tags.covers.first)
        let artwork = try await bench.mill.make(.poster, ofCover: stream, in: bench.path("film.mkv"))
        #expect(artwork.sizes.map(\.width) == [160, 300])
    }
}
