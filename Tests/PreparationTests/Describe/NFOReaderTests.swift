import Foundation
import KinoraCatalogue
import KinoraPreparation
import Testing

@Suite("NFO files are read as they are met")
struct NFOReaderTests {
    private func read(_ text: String) throws -> NFO { try NFOReader.fields(of: Data(text.utf8)) }

    @Test("a film's fields")
    func film() throws {
        let nfo = try read(
            """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <movie>
              <title>Harbour Lights</title><originaltitle>Hafenlichter</originaltitle><sorttitle>Lights, Harbour</sorttitle>
              <plot><![CDATA[A keeper & his lamp.]]></plot><tagline>Keep it burning.</tagline>
              <year>2021</year><premiered>2021-03-04</premiered><mpaa>FSK 12</mpaa>
              <genre>Drama / Sea</genre><genre>drama</genre><country>Norway</country>
              <director>Ida Holm</director><credits>Per Lund</credits><writer>Per Lund</writer>
              <actor><name>Nils Berg</name><role>Keeper</role><order>0</order></actor><actor><role>nobody</role></actor>
              <uniqueid type="imdb" default="true">tt1234567</uniqueid><tmdbid>42</tmdbid>
              <ratings><rating name="imdb" max="10"><value>7,5</value></rating></ratings>
              <set><name>Coast</name><overview>x</overview></set>
            </movie>
            """)
        #expect(nfo.title == "Harbour Lights")
        #expect(nfo.originalTitle == "Hafenlichter")
        #expect(nfo.plot == "A keeper & his lamp.")
        #expect(nfo.tagline == "Keep it burning.")
        #expect(nfo.year == 2021)
        #expect(nfo.date == "2021-03-04")
        #expect(nfo.certificate == "FSK 12")
        #expect(nfo.genres == ["Drama", "Sea"])
        #expect(nfo.countries == ["Norway"])
        #expect(
            nfo.credits == [
                Credit(name: "Ida Holm", role: .director), Credit(name: "Per Lund", role: .writer),
                Credit(name: "Nils Berg", role: .actor, character: "Keeper", order: 0),
            ])
        #expect(nfo.ids == ["imdb": "tt1234567", "tmdb": "42"])
        #expect(nfo.rating == 7.5)
        #expect(nfo.collection == "Coast")
    }

    @Test("files that hold addresses alone, or one behind the XML")
    func addresses() throws {
        #expect(try read("https://www.imdb.com/title/tt7654321/?ref_=x\n").ids == ["imdb": "tt7654321"])
        let mixed = try read("<movie><title>A</title></movie>\nhttps://www.themoviedb.org/movie/77-a?language=de&x=<")
        #expect(mixed.title == "A")
        #expect(mixed.ids == ["tmdb": "77"])
    }

    @Test("several episodes in one file")
    func severalRoots() throws {
        let nfo = try read(
            "<?xml version=\"1.0\"?><episodedetails><title>A</title><episode>3</episode><season>1</season></episodedetails>\n"
                + "<?xml version=\"1.0\"?><episodedetails><title>B</title><episode>4</episode><season>1</season></episodedetails>")
        #expect(nfo.title == "A / B")
        #expect(nfo.episode == 3)
        #expect(nfo.lastEpisode == 4)
    }

    @Test("lone ampersands, HTML's entities and control characters")
    func ampersands() throws {
        let nfo = try read("<movie><title>Salt & Sea &nbsp; &amp; &#228; &#xZZ; \u{1}x</title></movie>")
        #expect(nfo.title == "Salt & Sea \u{A0} & ä &#xZZ; x")
    }

    @Test("encodings: UTF-8 with a mark, UTF-16 of both orders with and without one, Latin-1")
    func encodings() throws {
        let text = "<?xml version=\"1.0\" encoding=\"utf-16\"?><movie><title>Ägäis</title></movie>"
        let little = text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        let latin = text.unicodeScalars.map { UInt8($0.value) }
        let files: [[UInt8]] = [[0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little, big, latin]
        for bytes in files { #expect(try NFOReader.fields(of: Data(bytes)).title == "Ägäis") }
    }

    @Test("what Kodi keeps beside the words: runtime, trailers, ratings on their scales, locks")
    func rest() throws {
        let nfo = try read(
            """
            <movie><title>A</title><runtime>92</runtime>
            <trailer>plugin://plugin.video.youtube/?action=play_video&videoid=abc_DEF-123</trailer>
            <trailer>http://film.example/t</trailer><trailer>plugin://other/?url=file:///etc/passwd</trailer>
            <ratings><rating name="metacritic" max="100"><value>61</value><votes>1,234</votes></rating>
            <rating name="themoviedb" max="10" default="true"><value>7.25</value></rating></ratings>
            <set>Coast</set><language>nor</language><lockedfields>Overview|Cast</lockedfields></movie>
            """)
        #expect(nfo.runtime == 92)
        #expect(nfo.trailers == ["https://www.youtube.com/watch?v=abc_DEF-123", "https://film.example/t"])
        #expect(
            nfo.ratings
                == [
                    Rating(source: "metacritic", value: 61, best: 100, votes: 1234), Rating(source: "tmdb", value: 7.25),
                ].compactMap(\.self))
        #expect(nfo.rating == 7.25)
        #expect(nfo.collection == "Coast")
        #expect(nfo.languages == ["no"])
        #expect(nfo.lock == .fields(["plot", "directors", "writers", "actors"]))
        #expect(try read("<movie><lockdata>true</lockdata></movie>").lock == .everything)
    }

    @Test("namespaces, shells around the item, marks of HTML in texts, texts escaped twice")
    func shells() throws {
        #expect(try read("<k:movie xmlns:k=\"urn:x\"><k:title>A</k:title></k:movie>").title == "A")
        #expect(
            try read(
                "<xbmcmultiepisode><episodedetails><title>A</title></episodedetails><episodedetails><title>B</title></episodedetails></xbmcmultiepisode>"
            )
            .title == "A / B")
        let nfo = try read(
            "<movie><title>Salt &amp;amp; Sea</title><plot>A <i>keeper</i>.<br/>His &amp;quot;lamp&amp;quot;.</plot></movie>")
        #expect(nfo.title == "Salt & Sea")
        #expect(nfo.plot == "A keeper.\nHis \"lamp\".")
        #expect(throws: NFOTrouble.self) { try read("<movie><plot>A <i>keeper</plot></movie>") }
        #expect(try read("<tvshow><title>A</title><id>73141</id></tvshow>").ids == ["tvdb": "73141"])
    }

    @Test("old code pages, declared or not")
    func codePages() throws {
        let windows: [UInt8] = Array("<movie><title>".utf8) + [0x93, 0xC4, 0x94] + Array("</title></movie>".utf8)
        #expect(try NFOReader.fields(of: Data(windows)).title == "\u{201C}Ä\u{201D}")
        let cyrillic = Array("<?xml version=\"1.0\" encoding=\"windows-1251\"?><movie><title>".utf8) + [0xCC, 0xEE, 0xF0, 0xE5]
        #expect(try NFOReader.fields(of: Data(cyrillic + Array("</title></movie>".utf8))).title == "Море")
    }

    @Test("document types and entities are refused, not expanded")
    func documentType() {
        let bomb = "<!DOCTYPE m [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><movie><title>&b;</title></movie>"
        #expect(throws: NFOTrouble.hasDocumentType) { try read(bomb) }
        let file = "<!doctype m [<!entity x SYSTEM \"file:///etc/passwd\">]><movie><title>&x;</title></movie>"
        #expect(throws: NFOTrouble.hasDocumentType) { try read(file) }
    }

    @Test("what is too large, broken or no NFO is told")
    func broken() {
        #expect(throws: NFOTrouble.tooLarge) { try NFOReader.fields(of: Data(repeating: 32, count: 1_048_577)) }
        #expect(throws: NFOTrouble.isNoText) { try read("just some words") }
        #expect(throws: NFOTrouble.isNoText) { try read("<html><body>404</body></html>") }
        #expect(throws: NFOTrouble.self) { try read("<movie><title>A</title>") }
        #expect(throws: NFOTrouble.self) { try read(String(repeating: "<a>", count: 5000) + String(repeating: "</a>", count: 5000)) }
    }

    @Test("numbers that cannot be are left out", arguments: ["15.5", "-1", "nan", "1e99", "ten", ""])
    func rating(text: String) throws {
        #expect(try read("<movie><title>A</title><rating>\(text)</rating><year>99999999999999999999</year></movie>").rating == nil)
    }
}
