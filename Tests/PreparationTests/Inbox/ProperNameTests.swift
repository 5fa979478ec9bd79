import Testing

@testable import KinoraPreparation

@Suite("The proper name of a file in a library")
struct ProperNameTests {
    private func film(_ title: String, _ year: Int? = nil, _ version: String? = nil, part: Int? = nil) -> String? {
        ProperName.film(title, year: year, version: version, part: part)?.path(ending: "mkv").text
    }

    @Test("Films stand in a folder of their own, episodes in their season's")
    func usual() {
        #expect(film("Harbour Lights", 2021) == "Harbour Lights (2021)/Harbour Lights (2021).mkv")
        #expect(film("Harbour Lights") == "Harbour Lights/Harbour Lights.mkv")
        #expect(film("Harbour Lights", 2021, "Director's Cut") == "Harbour Lights (2021)/Harbour Lights (2021) - Director's Cut.mkv")
        #expect(film("Harbour Lights", 2021, part: 2) == "Harbour Lights (2021)/Harbour Lights (2021) - part2.mkv")
        let episode = ProperName.episode(of: "Night Ferry", year: 2019, season: 1, number: 2, last: 3, version: nil)
        #expect(episode?.path(ending: "mp4").text == "Night Ferry (2019)/Season 01/Night Ferry S01E02-E03.mp4")
        let special = ProperName.episode(of: "Night Ferry", year: nil, season: 0, number: 101, last: nil, version: "720p")
        #expect(special?.path(ending: "mp4").text == "Night Ferry/Season 00/Night Ferry S00E101 - 720p.mp4")
        #expect(ProperName.film("A", year: 2000, version: nil)?.numbered(2).stem == "A (2000) - version 2")
    }

    @Test(
        "What cannot stand in a name is taken out of it",
        arguments: [
            ("Salt: The Sea", "Salt - The Sea"), ("A/b\\c", "A-b-c"), ("Who? \"Me\" <now>", "Who Me now"), ("..hidden", "hidden"),
            ("Two\nlines\u{7F}\u{0}", "Two lines"), ("Ends...", "Ends"), ("  Wide   gap ", "Wide gap"), ("night ferry", "Night Ferry"),
            ("../../Etc", "-..-Etc"),
            ("A\u{202E}b\u{200B}c", "Abc"), ("Émoji 🎬", "Émoji 🎬"), ("9:30", "9-30"),
        ])
    func hostile(title: String, name: String) {
        #expect(film(title) == "\(name)/\(name).mkv")
    }

    @Test("A title that leaves nothing has no name", arguments: ["", "...", " ", "???", "\u{202E}"])
    func nothing(title: String) {
        #expect(film(title) == nil)
    }

    @Test("Names are never longer than a file system takes")
    func long() throws {
        let path = try #require(film(String(repeating: "ö🎬", count: 200), 2021, String(repeating: "v", count: 300)))
        for part in path.split(separator: "/") { #expect(part.utf8.count <= 220) }
        #expect(path.contains("(2021)"))
    }

    @Test("The library reads its proper names as what they say")
    func read() {
        let reader = NameReader(year: 2026)
        let film = reader.read(FilePath(text: "Harbour Lights (2021)/Harbour Lights (2021) - Director's Cut.mkv"), libraryKind: .mixed)
        #expect(film.title == "Harbour Lights" && film.year == 2021 && film.kind == .film)
        let other = reader.read(FilePath(text: "Harbour Lights (2021)/Harbour Lights (2021) - version 2.mkv"), libraryKind: .mixed)
        #expect(other.title == "Harbour Lights" && other.kind == .film && other.part == nil)
        let episode = reader.read(FilePath(text: "Night Ferry (2019)/Season 01/Night Ferry S01E02-E03.mkv"), libraryKind: .mixed)
        #expect(episode.series == "Night Ferry" && episode.season == 1 && episode.episode == 2 && episode.lastEpisode == 3)
    }
}
