import Foundation
import KinoraKernel
import KinoraMedia
import Testing

@Suite("The manifests of a package")
struct ManifestTests {
    /// Five segments of two seconds, one of them dear, and a short one at the end.
    static let picture = TrackFile(
        size: 698 + 112 + 700_000, headerEnd: 698, indexEnd: 810, timescale: 25000,
        segments: [(100_000, 50000), (300_000, 50000), (100_000, 50000), (100_000, 50000), (90_000, 50000), (10_000, 2000)].map {
            TrackFile.Segment(size: $0, duration: $1, firstPictureEnd: 5000)
        }, averageBandwidth: 556_000, peakBandwidth: 1_200_000, digest: Digest(of: Data()))
    static let sound = TrackFile(
        size: 600 + 52 + 160_000, headerEnd: 600, indexEnd: 652, timescale: 48000,
        segments: [TrackFile.Segment(size: 160_000, duration: 482_000)], averageBandwidth: 128_000, peakBandwidth: 130_000,
        digest: Digest(of: Data()))

    static let hostile = "Bonus \"cut\" <b>&</b>\nEXT-X-ENDLIST\u{7}'"

    static func contents(label: String = "") -> PackageContents {
        PackageContents(
            duration: 10_080, presentationOffset: 7515,
            video: [
                VideoRendition(
                    name: "v-720", path: "v-720/media.mp4", codec: "avc1.64001f", width: 1280, height: 720, frameRate: FrameRate(25),
                    track: picture)
            ],
            audio: [
                AudioRendition(
                    name: "a-1", path: "a-1/media.mp4", codec: "mp4a.40.2", channels: 2, sampleRate: 48000, language: LanguageTag("en"),
                    isDefault: true, track: sound),
                AudioRendition(
                    name: "a-2", path: "a-2/media.mp4", codec: "mp4a.40.2", channels: 2, sampleRate: 48000, language: LanguageTag("en"),
                    label: label, track: sound),
            ],
            text: [
                TextTrack(
                    name: "t-de", path: "text/de.vtt", language: LanguageTag("ger"), label: label, isForHearingImpaired: true, size: 2000,
                    digest: Digest(of: Data())),
                TextTrack(
                    name: "t-en", path: "text/en.vtt", language: LanguageTag("en"), isForced: true, size: 2000, digest: Digest(of: Data())),
            ])
    }

    private func text(_ path: String, label: String = "") throws -> String {
        String(decoding: try #require(try PackageText.files(of: Self.contents(label: label))[path]), as: UTF8.self)
    }

    @Test("name every file that a server answers, apart from the media")
    func everyFile() throws {
        let contents = Self.contents()
        let media = Set(contents.video.map(\.path) + contents.audio.map(\.path) + contents.text.map(\.path))

        let written = try PackageText.files(of: contents)

        #expect(Set(written.keys).union(media) == Set(try PackageFiles(of: contents).contentTypes.keys))
        #expect(try JSONDecoder().decode(PackageContents.self, from: try #require(written["package.json"])) == contents)
    }

    @Test("carry names with quotation marks, line ends and markup without breaking")
    func hostileNames() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }

        let master = try text("master.m3u8", label: Self.hostile)
        let path = try scratch.write(Data(try text("manifest.mpd", label: Self.hostile).utf8), to: "manifest.mpd")

        #expect(master.split(separator: "\n").allSatisfy { $0.hasPrefix("#EXT") || $0 == "v-720/playlist.m3u8" })
        #expect(!master.contains("\nEXT-X-ENDLIST"))
        for line in master.split(separator: "\n") { #expect(line.count { $0 == "\"" } % 2 == 0) }
        let said = try await Tool.run("xmllint", ["--xpath", "string(//*[local-name()='Label'][contains(., 'Bonus')])", path])
        #expect(said.succeeded, "\(said.complaints)")
        #expect(said.output.contains("\"cut\" <b>&</b> EXT-X-ENDLIST"))
    }

    @Test("state the rate of the dearest stretch of picture and sound together")
    func bandwidth() throws {
        let master = try text("master.m3u8")

        #expect(
            master.contains(
                "BANDWIDTH=1330000,AVERAGE-BANDWIDTH=684000,CODECS=\"avc1.64001f,mp4a.40.2\",RESOLUTION=1280x720,FRAME-RATE=25.000"))
    }

    @Test("give each sound a name of its own and one default")
    func sounds() throws {
        let media = try text("master.m3u8").split(separator: "\n").filter { $0.contains("TYPE=AUDIO") }

        #expect(media.count == 2)
        #expect(media[0].contains("NAME=\"English\",LANGUAGE=\"en\",DEFAULT=YES,AUTOSELECT=YES,CHANNELS=\"2\""))
        #expect(media[1].contains("NAME=\"English 2\",LANGUAGE=\"en\",DEFAULT=NO,AUTOSELECT=NO"))
    }

    @Test("offer 5.1 in a group of its own, in which every language is found again")
    func surround() throws {
        var contents = Self.contents()
        var wide = contents.audio[0]
        (wide.name, wide.path, wide.channels, wide.isDefault) = ("a-1-surround", "a-1-surround/media.mp4", 6, false)
        (wide.track.peakBandwidth, wide.track.averageBandwidth) = (330_000, 320_000)
        contents.audio[1].language = LanguageTag("de")
        contents.audio.insert(wide, at: 1)
        let files = try PackageText.files(of: contents)
        let master = String(decoding: try #require(files["master.m3u8"]), as: UTF8.self).split(separator: "\n")
        let sounds = master.filter { $0.contains("TYPE=AUDIO") }
        #expect(sounds.count == 4)
        #expect(sounds[0].contains("\"sound\",NAME=\"English\"") && sounds[0].contains("CHANNELS=\"2\",URI=\"a-1/"))
        #expect(sounds[1].contains("\"sound\",NAME=\"Deutsch\"") && sounds[1].contains("URI=\"a-2/"))
        #expect(sounds[2].contains("\"surround\",NAME=\"English\"") && sounds[2].contains("DEFAULT=YES"))
        #expect(sounds[2].contains("CHANNELS=\"6\",URI=\"a-1-surround/"))
        #expect(sounds[3].contains("\"surround\",NAME=\"Deutsch\"") && sounds[3].contains("CHANNELS=\"2\",URI=\"a-2/"))
        let variants = master.filter { $0.hasPrefix("#EXT-X-STREAM-INF") }
        #expect(variants.count == 2)
        #expect(variants[0].contains("BANDWIDTH=1330000,AVERAGE-BANDWIDTH=684000") && variants[0].contains("AUDIO=\"sound\""))
        #expect(variants[1].contains("BANDWIDTH=1530000,AVERAGE-BANDWIDTH=876000") && variants[1].contains("AUDIO=\"surround\""))
        let manifest = String(decoding: try #require(files["manifest.mpd"]), as: UTF8.self)
        #expect(manifest.contains("<Label>English 5.1</Label>") && manifest.contains("selectionPriority=\"1\""))
    }

    @Test("say which texts are forced and which are for the deaf")
    func texts() throws {
        let media = try text("master.m3u8").split(separator: "\n").filter { $0.contains("TYPE=SUBTITLES") }

        #expect(media[0].contains("NAME=\"Deutsch (SDH)\",LANGUAGE=\"de\",DEFAULT=NO,AUTOSELECT=NO,FORCED=NO,CHARACTERISTICS="))
        #expect(media[1].contains("FORCED=YES") && media[1].contains("AUTOSELECT=YES"))
        #expect(media[1].contains("URI=\"text/en.m3u8\""))
        let manifest = try text("manifest.mpd")
        #expect(manifest.contains("value=\"forced-subtitle\"") && manifest.contains("value=\"caption\""))
    }

    @Test("list segments whose ranges follow each other to the end of the file, none longer than the target")
    func mediaPlaylist() throws {
        let lines = try text("v-720/playlist.m3u8").split(separator: "\n").map(String.init)

        var position: Int64 = 810
        for line in lines where line.hasPrefix("#EXT-X-BYTERANGE:") {
            let numbers = line.dropFirst("#EXT-X-BYTERANGE:".count).split(separator: "@").compactMap { Int64($0) }
            #expect(numbers[1] == position)
            position += numbers[0]
        }
        #expect(position == Self.picture.size)
        #expect(lines.contains("#EXT-X-TARGETDURATION:2"))
        #expect(lines.contains("#EXT-X-MAP:URI=\"media.mp4\",BYTERANGE=\"698@0\""))
        #expect(lines.filter { $0.hasPrefix("#EXTINF:") }.first == "#EXTINF:2.000000,")
        #expect(lines.last == "#EXT-X-ENDLIST")
    }

    @Test("give a text its own long target duration and leave the others alone")
    func textPlaylist() throws {
        #expect(try text("text/de.m3u8").contains("#EXT-X-TARGETDURATION:10\n"))
        #expect(try text("text/de.m3u8").contains("#EXTINF:10.080000,\nde.vtt\n"))
    }

    @Test("take the shared offset off in every track's own ticks")
    func offsets() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let path = try scratch.write(Data(try text("manifest.mpd").utf8), to: "manifest.mpd")

        let said = try await Tool.run("xmllint", ["--xpath", "//@presentationTimeOffset | //@indexRange | //@range | //@duration", path])

        let found = said.output.split(whereSeparator: \.isWhitespace).map(String.init)
        #expect(found.contains("presentationTimeOffset=\"2088\"") && found.contains("presentationTimeOffset=\"4008\""))
        #expect(found.contains("indexRange=\"698-809\"") && found.contains("range=\"0-697\""))
        #expect(found.contains("duration=\"PT10.080S\""))
    }

    @Test(
        "are refused for paths that leave the package or are given twice",
        arguments: ["../media.mp4", "/media.mp4", "v/../m.mp4", "v//m.mp4", "a-1/media.mp4", "v\0/m.mp4", "v%2f/m.mp4", ""])
    func paths(path: String) {
        var contents = Self.contents()
        contents.video[0].path = path

        #expect(throws: PackageProblem.self) { try PackageText.files(of: contents) }
    }
}
