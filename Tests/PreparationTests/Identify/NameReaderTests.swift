import KinoraPreparation
import Testing

/// A path and what must be read from it; fields left out are not compared.
struct Reading: Sendable, CustomTestStringConvertible {
    var path: String
    var kind: LibraryKind
    var summary: String
    var testDescription: String { path }

    init(_ path: String, _ kind: LibraryKind, _ summary: String) {
        self.path = path
        self.kind = kind
        self.summary = summary
    }
}

@Suite("A name tells what a file is")
struct NameReaderTests {
    private let reader = NameReader(year: 2026)

    @Test(
        "films",
        arguments: [
            Reading("Harbour Lights (2021)/Harbour Lights (2021).mkv", .films, "Harbour Lights (2021)"),
            Reading("Harbour Lights (2021)/hl-1080p.mkv", .films, "hl"),
            Reading("Harbour Lights (2021)/harbour.lights.1080p.mkv", .films, "Harbour Lights (2021)"),
            Reading("Harbour Lights (2021)/qzkwjx.mkv", .films, "Harbour Lights (2021)"),
            Reading("Harbour.Lights.2021.1080p.WEB-DL.DD5.1.H.264-GRP.mkv", .films, "Harbour Lights (2021)"),
            Reading("harbour_lights_2021_1080p.mp4", .films, "harbour lights (2021)"),
            Reading("1917 (2019).mkv", .films, "1917 (2019)"),
            Reading("1917.2019.1080p.BluRay.mkv", .films, "1917 (2019)"),
            Reading("2012.mkv", .films, "2012"),
            Reading("Tide 2049 (2017).mkv", .films, "Tide 2049 (2017)"),
            Reading("The Web (1947).mkv", .films, "The Web (1947)"),
            Reading("Cam (2018).mkv", .films, "Cam (2018)"),
            Reading("Mr. Grey Goes Home (1939).mkv", .films, "Mr. Grey Goes Home (1939)"),
            Reading("Who Is There? (1966).mkv", .films, "Who Is There? (1966)"),
            Reading("Ägäis (2003) [imdbid-tt1234567]/film.mkv", .films, "Ägäis (2003)"),
            Reading("Sea.Of.Grass.Directors.Cut.1999.mkv", .films, "Sea Of Grass (1999) [Directors Cut]"),
            Reading("Sea of Grass (1999) 25th Anniversary Edition.mkv", .films, "Sea of Grass (1999) [25th Anniversary Edition]"),
            Reading("Sea of Grass (1999) {edition-Festival Print}.mkv", .films, "Sea of Grass (1999) [Festival Print]"),
            Reading("Sea.of.Grass.4K.Restored.1999.mkv", .films, "Sea of Grass (1999) [4K Restored]"),
            Reading("Sea.of.Grass.1999.Grey.Harbour.Edition.1080p.mkv", .films, "Sea of Grass (1999) [Grey Harbour Edition]"),
            Reading("Sea.of.Grass.1080p.Extended.mkv", .films, "Sea of Grass [Extended]"),
            Reading("Extended Stay (2004).mkv", .films, "Extended Stay (2004)"),
            Reading("-leading dash (2001).mkv", .films, "leading dash (2001)"),
            Reading("Stairs #1 (2001).mkv", .films, "Stairs #1 (2001)"),
            Reading("🚢 Ship (2001).mkv", .films, "🚢 Ship (2001)"),
            Reading("Line\nBreak (2001).mkv", .films, "Line Break (2001)"),
        ])
    func film(_ row: Reading) {
        let read = reader.read(path: row.path, libraryKind: row.kind)
        #expect(read.kind == .film)
        #expect(read.summary == row.summary)
    }

    @Test(
        "episodes",
        arguments: [
            Reading("Night Ferry/Season 1/Night Ferry S01E02 Fog.mkv", .series, "Night Ferry S01E02 Fog"),
            Reading("Night Ferry (2019)/Season 1/Night Ferry S01E02.mkv", .series, "Night Ferry (2019) S01E02"),
            Reading("Night Ferry/Staffel 2/03 - Fog.mkv", .series, "Night Ferry S02E03 Fog"),
            Reading("Night Ferry/Saison 2/Episode 3.mkv", .mixed, "Night Ferry S02E03"),
            Reading("Night Ferry/Specials/The Making Of.mkv", .series, "Night Ferry special The Making Of"),
            Reading("Night Ferry/Season 00/S00E03.mkv", .series, "Night Ferry S00E03"),
            Reading("Night.Ferry.S02E03-E05.720p.WEB.x264-GRP.mkv", .mixed, "Night Ferry S02E03-E05"),
            Reading("Night.Ferry.102.Fog.mkv", .series, "Night Ferry S01E02 Fog"),
            Reading("Night Ferry 2x03.mkv", .mixed, "Night Ferry S02E03"),
            Reading("Night Ferry/[Grp] Night Ferry - 154 [720p].mkv", .series, "Night Ferry 154"),
            Reading("Evening News/Evening News 2024-03-05 Snow.mkv", .mixed, "Evening News 2024-03-05 Snow"),
            Reading("Night Ferry/Season 1/S01E04 The 9-15 to Dover [1080p].mkv", .series, "Night Ferry S01E04 The 9-15 to Dover"),
            Reading("Night Ferry/Season 1/1. Harbour.mkv", .series, "Night Ferry S01E01 Harbour"),
            Reading("Night.Ferry.S01E01.1080p.WEB/abcdefgh.mkv", .series, "Night Ferry S01E01"),
        ])
    func episode(_ row: Reading) {
        let read = reader.read(path: row.path, libraryKind: row.kind)
        #expect(read.kind == .episode)
        #expect(read.summary == row.summary)
    }

    @Test(
        "what is no episode stays a film in a mixed library",
        arguments: ["Seven Boats (1960)/Seven Boats (1960).mkv", "Harbour 2 (2001).mkv", "12 Oars.mkv", "Film.1920x1080.mkv"])
    func mixed(path: String) {
        #expect(reader.read(path: path, libraryKind: .mixed).kind == .film)
    }

    @Test("a running number without season is kept as it is")
    func absolute() {
        let read = reader.read(path: "Night Ferry/Night Ferry - 07.mkv", libraryKind: .series)
        #expect(read.absolute == 7)
        #expect(read.season == nil)
        #expect(read.episode == nil)
    }

    @Test("three glued digits are an unsure reading")
    func glued() {
        let read = reader.read(path: "Shows/ferry_102.mkv", libraryKind: .series)
        #expect(read.season == 1)
        #expect(read.episode == 2)
        #expect(read.isUnsure)
        #expect(read.readings == ["Running number 102."])
    }

    @Test("numbers that do not ascend are doubted")
    func descending() {
        let read = reader.read(path: "Show/Show S01E05E03.mkv", libraryKind: .series)
        #expect(read.episode == 5)
        #expect(read.lastEpisode == nil)
        #expect(read.isUnsure)
    }

    @Test(
        "extras",
        arguments: [
            ("Harbour Lights (2021)/trailers/one.mkv", Understanding.Extra.trailer),
            ("Harbour Lights (2021)/Harbour Lights (2021)-trailer.mkv", .trailer),
            ("Harbour Lights (2021)/Behind The Scenes/crew.mkv", .behindTheScenes),
            ("Night Ferry/Season 1/deleted scenes/cut.mkv", .deletedScene),
            ("Harbour Lights (2021)/sample.mkv", .sample),
        ])
    func extra(path: String, kind: Understanding.Extra) {
        let read = reader.read(path: path, libraryKind: .mixed)
        #expect(read.kind == .extra)
        #expect(read.extra == kind)
    }

    @Test(
        "tracks beside a video",
        arguments: [
            ("Harbour Lights (2021)/Harbour Lights (2021).pt-BR.forced.srt", "por", [Understanding.Flag.forced], nil as String?),
            ("Harbour Lights (2021)/Harbour Lights (2021).German.srt", "ger", [], nil),
            ("Harbour Lights (2021)/Harbour Lights (2021).hi.srt", "hin", [], nil),
            ("Harbour Lights (2021)/Harbour Lights (2021).en.hi.srt", "eng", [.hearingImpaired], nil),
        ])
    func track(path: String, language: String, flags: [Understanding.Flag], label: String?) {
        let read = reader.read(path: path, libraryKind: .mixed)
        #expect(read.kind == .subtitle)
        #expect(read.language == language)
        #expect(read.flags == flags)
        #expect(read.label == label)
    }

    @Test(
        "what is left alone",
        arguments: [
            ".hidden.mkv", "@eaDir/film.mkv", "#recycle/film.mkv", "lost+found/a.mkv", "film.mkv.part", "a/.trash/b.mkv", ".ignore",
        ])
    func ignored(path: String) {
        #expect(reader.read(path: path, libraryKind: .mixed).kind == .ignored)
    }

    @Test("a name that is no UTF-8 is read all the same")
    func bytes() {
        let path = FilePath(bytes: Array("Caf".utf8) + [0xE9] + Array(" (1999).mkv".utf8))
        let read = reader.read(path, libraryKind: .films)
        #expect(read.year == 1999)
        #expect(read.title == "Caf\u{FFFD}")
    }

    @Test(
        "names of brackets, separators and nothing else end well",
        arguments: ["....mkv", "((((.mkv", "[].mkv", "- -.mkv", "   .mkv", "S01E01", "x", "///", ""])
    func odd(path: String) {
        for kind in LibraryKind.allCases { _ = reader.read(path: path, libraryKind: kind).summary }
    }
}
