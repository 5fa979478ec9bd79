import Foundation
import KinoraKernel
import KinoraMedia
import Testing

@Suite("The small pictures of a package")
struct ThumbnailTests {
    /// Forty pictures, one for each ten seconds and the last for four, on two sheets.
    static var contents: PackageContents {
        var contents = ManifestTests.contents()
        contents.duration = 394_000
        contents.thumbnails = Thumbnails(
            width: 192, height: 108, columns: 6, rows: 6, interval: 10_000, count: 40,
            sheets: [1, 2].map {
                StillImage(path: "trickplay/sheet-\($0).jpg", size: 90_000 / Int64($0), digest: Digest(of: Data()))
            })
        return contents
    }

    private func text(_ path: String) throws -> String {
        String(decoding: try #require(try PackageText.files(of: Self.contents)[path]), as: UTF8.self)
    }

    @Test("stand in the DASH manifest as tiles that who does not know them passes over")
    func dash() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let path = try scratch.write(Data(try text("manifest.mpd").utf8), to: "manifest.mpd")
        let set = "//*[local-name()='AdaptationSet'][@contentType='image' and @mimeType='image/jpeg']"

        for (question, answer) in [
            ("\(set)/*[local-name()='Representation']/*[local-name()='EssentialProperty']/@value", "6x6"),
            ("\(set)//*[local-name()='EssentialProperty']/@schemeIdUri", "http://dashif.org/guidelines/thumbnail_tile"),
            ("\(set)/*[local-name()='SegmentTemplate']/@duration", "360000"),
            ("\(set)/*[local-name()='SegmentTemplate']/@timescale", "1000"),
            ("\(set)/*[local-name()='SegmentTemplate']/@media", "trickplay/sheet-$Number$.jpg"),
            ("\(set)/*[local-name()='Representation']/@width", "1152"), ("\(set)/*[local-name()='Representation']/@height", "648"),
            ("\(set)/*[local-name()='Representation']/@bandwidth", "2000"),
        ] {
            let said = try await Tool.run("xmllint", ["--xpath", "string(\(question))", path])
            #expect(said.succeeded && said.output.trimmingCharacters(in: .newlines) == answer, "\(question): \(said.output)")
        }
    }

    @Test("are named one by one in WebVTT, each by its sheet and its place there")
    func webVTT() throws {
        let lines = try text("trickplay/thumbnails.vtt").split(separator: "\n").map(String.init)

        #expect(lines.count == 1 + 2 * 40 && lines[0] == "WEBVTT")
        #expect(lines[1] == "00:00:00.000 --> 00:00:10.000" && lines[2] == "sheet-1.jpg#xywh=0,0,192,108")
        #expect(lines[2 * 7 + 2] == "sheet-1.jpg#xywh=192,108,192,108")
        #expect(lines[2 * 39 + 1] == "00:06:30.000 --> 00:06:34.000" && lines[2 * 39 + 2] == "sheet-2.jpg#xywh=576,0,192,108")
    }

    @Test("have an HLS image playlist, and neither it nor its mention looks like something that plays")
    func hls() throws {
        let master = try text("master.m3u8").split(separator: "\n")
        let list = try text("trickplay/thumbnails.m3u8").split(separator: "\n").map(String.init)

        #expect(
            master.last
                == "#EXT-X-IMAGE-STREAM-INF:BANDWIDTH=2000,RESOLUTION=192x108,CODECS=\"jpeg\",URI=\"trickplay/thumbnails.m3u8\"")
        #expect(master.filter { !$0.hasPrefix("#") } == ["v-720/playlist.m3u8"])
        #expect(list.contains("#EXT-X-IMAGES-ONLY") && list.contains("#EXT-X-TARGETDURATION:360") && list.last == "#EXT-X-ENDLIST")
        #expect(list.filter { $0.hasPrefix("#EXTINF") } == ["#EXTINF:360.000,", "#EXTINF:34.000,"])
        #expect(list.filter { $0.hasPrefix("#EXT-X-TILES") }.allSatisfy { $0.hasSuffix("RESOLUTION=192x108,LAYOUT=6x6,DURATION=10.000") })
        #expect(list.filter { !$0.hasPrefix("#") } == ["sheet-1.jpg", "sheet-2.jpg"])
    }

    @Test("are served, each under its type")
    func served() throws {
        let types = try PackageFiles(of: Self.contents).contentTypes

        #expect(types["trickplay/sheet-2.jpg"] == "image/jpeg" && types["trickplay/sheet-3.jpg"] == nil)
        #expect(types["trickplay/thumbnails.vtt"] == "text/vtt; charset=utf-8")
        #expect(types["trickplay/thumbnails.m3u8"] == "application/vnd.apple.mpegurl")
    }

    @Test("may be missing: a package without is what it was before there were any")
    func without() throws {
        let contents = ManifestTests.contents()
        let files = try PackageText.files(of: contents)
        let encoded = try contents.encoded()

        #expect(!String(decoding: encoded, as: UTF8.self).contains("thumbnails"))
        #expect(try JSONDecoder().decode(PackageContents.self, from: encoded) == contents)
        #expect(!files.keys.contains { $0.hasPrefix("trickplay") })
        for text in files.values { #expect(!String(decoding: text, as: UTF8.self).contains("IMAGE")) }
    }

    @Test("may not lie outside the package", arguments: ["../sheet-1.jpg", "/sheet-1.jpg", "trickplay/thumbnails.vtt"])
    func hostilePath(path: String) throws {
        var contents = Self.contents
        contents.thumbnails?.sheets[1].path = path

        #expect(throws: PackageProblem.self) { try PackageText.files(of: contents) }
    }
}
