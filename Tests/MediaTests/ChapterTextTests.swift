import Foundation
import KinoraMedia
import Testing

@Suite("The chapters of a package")
struct ChapterTextTests {
    @Test("are a WebVTT file that no name can break, and served")
    func webVTT() throws {
        var contents = ManifestTests.contents()
        contents.chapters = [
            Chapter(start: 0, end: 4000, title: ManifestTests.hostile), Chapter(start: 4000, end: 5500, title: ""),
            Chapter(start: 6000, end: 10_080, title: "--> 00:00:01.000\n\nNOTE x"),
        ]
        let files = try PackageText.files(of: contents)
        let blocks = String(decoding: try #require(files["chapters.vtt"]), as: UTF8.self).components(separatedBy: "\n\n")

        #expect(blocks.count == 4 && blocks[0] == "WEBVTT")
        #expect(blocks[1] == "1\n00:00:00.000 --> 00:00:04.000\nBonus \"cut\" &lt;b&gt;&amp;&lt;/b&gt; EXT-X-ENDLIST'")
        #expect(blocks[2] == "2\n00:00:04.000 --> 00:00:05.500\nChapter 2")
        #expect(blocks[3] == "3\n00:00:06.000 --> 00:00:10.080\n--&gt; 00:00:01.000 NOTE x\n")
        #expect(try PackageFiles(of: contents).contentTypes["chapters.vtt"] == "text/vtt; charset=utf-8")
        #expect(try JSONDecoder().decode(PackageContents.self, from: contents.encoded()) == contents)
    }

    @Test("may be missing, and then nothing speaks of them")
    func without() throws {
        let contents = ManifestTests.contents()
        #expect(try PackageText.files(of: contents)["chapters.vtt"] == nil)
        #expect(!String(decoding: try contents.encoded(), as: UTF8.self).contains("chapters"))
    }
}
