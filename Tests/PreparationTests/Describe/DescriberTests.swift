import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import Testing

@Suite("A title is described by names, NFO files and pictures", .timeLimit(.minutes(10)))
struct DescriberTests {
    @Test("the NFO file gives the words, the name the numbers")
    func precedence() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("Harbour Lights (2021) [tmdbid-7]/Harbour Lights (2021).mkv", "a")
        let nfo =
            "<movie><title>Harbour Lights: The Film</title><year>2020</year><plot>A lamp.</plot><tmdbid>8</tmdbid><imdbid>tt0000007</imdbid></movie>"
        try bench.write("Harbour Lights (2021) [tmdbid-7]/movie.nfo", data: Data(nfo.utf8))

        let report = try await bench.apply()

        let film = try #require(try await bench.films.first?.value.description)
        #expect(film.title == "Harbour Lights: The Film")
        #expect(film.year == 2021)
        #expect(film.plot == "A lamp.")
        #expect(film.providerIDs == ["tmdb": "7", "imdb": "tt0000007"])
        #expect(report.notes.count == 2)
        #expect(report.notes.contains { $0.contains("says year 2020, the name says 2021") })
    }

    @Test("the file's own NFO beats the folder's, and a shared folder's belongs to nobody")
    func specificNFO() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("A (2001)/A (2001).mkv", "a")
        try bench.write("A (2001)/A (2001).nfo", data: Data("<movie><title>Own</title></movie>".utf8))
        try bench.write("A (2001)/movie.nfo", data: Data("<movie><title>Folder's</title></movie>".utf8))
        try bench.write("Box/C (2003).mkv", "c")
        try bench.write("Box/D (2004).mkv", "d")
        try bench.write("Box/movie.nfo", data: Data("<movie><title>Nobody's</title></movie>".utf8))
        try bench.write("Box/poster.jpg", data: Pictures.jpeg(10, 15))

        try await bench.apply()

        #expect(try await bench.films.map(\.value.description.title) == ["C", "D", "Own"])
        #expect(try await bench.offered.isEmpty)
    }

    @Test("a broken NFO file is reported, and the film goes on")
    func brokenNFO() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("A (2001)/A (2001).mkv", "a")
        try bench.write("A (2001)/A (2001).nfo", data: Data("<movie><title>A".utf8))

        let report = try await bench.apply()

        #expect(report.notes.count == 1)
        #expect(report.notes.first?.contains("no well-formed XML") == true)
        #expect(try await bench.jobs.map(\.value.state) == [.waiting])
    }

    @Test("pictures beside a film are offered, the best name first; lies are reported")
    func artwork() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        let poster = Pictures.jpeg(600, 900)
        try bench.write("A (2001)/A (2001).mkv", "a")
        try bench.write("A (2001)/poster.jpg", data: Data("I am text".utf8))
        try bench.write("A (2001)/folder.PNG", data: poster)
        try bench.write("A (2001)/A (2001)-fanart.webp", data: Pictures.webp(1920, 1080))
        try bench.write("A (2001)/backdrop.jpg", data: Pictures.jpeg(100, 50))
        try bench.write("A (2001)/clearlogo.png", data: Pictures.png(300, 100))
        let before = try Self.listing(bench.root)

        let report = try await bench.apply()

        let film = try #require(try await bench.films.first?.value.description)
        // Pictures are made for pages later.
        #expect(film.poster == nil)
        #expect(try await bench.offeredPaths(.poster) == ["A (2001)/folder.PNG"])
        #expect(try await bench.offeredPaths(.backdrop) == ["A (2001)/A (2001)-fanart.webp", "A (2001)/backdrop.jpg"])
        #expect(try await bench.offeredPaths(.logo) == ["A (2001)/clearlogo.png"])
        #expect(report.notes.count == 1)
        #expect(report.notes.first?.contains("poster.jpg: It is no JPEG") == true)
        #expect(try Self.listing(bench.root) == before)
    }

    private static func listing(_ path: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
    }

    @Test("a series, its seasons and its episodes have their own words and pictures")
    func series() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        let folder = "Night Ferry (2019)"
        try bench.write("\(folder)/Season 1/Night Ferry S01E01.mkv", "a")
        try bench.write("\(folder)/Season 1/Night Ferry S01E02.mkv", "b")
        try bench.write(
            "\(folder)/tvshow.nfo", data: Data("<tvshow><title>Night Ferry</title><plot>At sea.</plot><genre>Drama</genre></tvshow>".utf8))
        try bench.write("\(folder)/Season 1/season.nfo", data: Data("<season><title>First Crossing</title></season>".utf8))
        let details = "<episodedetails><title>Fog</title><season>1</season><episode>9</episode><aired>2019-01-02</aired></episodedetails>"
        try bench.write("\(folder)/Season 1/Night Ferry S01E01.nfo", data: Data(details.utf8))
        try bench.write("\(folder)/poster.jpg", data: Pictures.jpeg(1, 2))
        try bench.write("\(folder)/season01-poster.jpg", data: Pictures.jpeg(3, 4))
        try bench.write("\(folder)/Season 1/Night Ferry S01E01-thumb.jpg", data: Pictures.jpeg(16, 9))

        let report = try await bench.apply()

        let series = try #require(try await Records<Series>(in: bench.store).find().first?.value.description)
        #expect(series.title == "Night Ferry")
        #expect(series.year == 2019)
        #expect(series.plot == "At sea.")
        #expect(Set(try await bench.offeredPaths(.poster)) == ["\(folder)/poster.jpg", "\(folder)/season01-poster.jpg"])
        let season = try #require(try await Records<Season>(in: bench.store).find().first?.value)
        #expect(season.title == "First Crossing")
        let first = try #require(try await bench.episodes.first { $0.value.number == 1 }?.value)
        #expect(first.description.title == "Fog")
        #expect(first.description.year == 2019)
        #expect(try await bench.offeredPaths(.backdrop) == ["\(folder)/Season 1/Night Ferry S01E01-thumb.jpg"])
        #expect(first.description.origin == ["title": .nfo, "year": .nfo, "date": .nfo])
        #expect(series.origin["plot"] == .nfo)
        #expect(report.notes.contains { $0.contains("says episode 9, the name says 1") })
        #expect(try await bench.episodes.first { $0.value.number == 2 }?.value.description.title == "Episode 2")
    }

    @Test("dates, running numbers and specials without number find a place")
    func places() async throws {
        let bench = try await LibraryBench(.series)
        defer { bench.remove() }
        try bench.write("News/News 2024-03-05.mkv", "a")
        try bench.write("Waves/Waves - 27.mkv", "b")
        try bench.write("Waves/Specials/The Making Of.mkv", "c")

        let report = try await bench.apply()

        let places = try await bench.episodes.map { [$0.value.season, $0.value.number] }
        #expect(places.contains([2024, 305]))
        #expect(places.contains([1, 27]))
        let special = try #require(try await bench.episodes.first { $0.value.season == 0 }?.value)
        #expect(!special.isNumbered)
        #expect(special.description.title == "The Making Of")
        #expect(report.notes.contains { $0.contains("has no episode number") })
        #expect(try await bench.jobs.map(\.value.label).contains("News 2024-03-05"))
    }

    @Test("tracks beside a video are found with language and flags, and each belongs to one video")
    func companions() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        for path in [
            "F/Film.mkv", "F/Film 2.mkv", "F/Film.en.srt", "F/Film.de.forced.ass", "F/Film.fr.hi.vtt", "F/Film.Commentary.en.mp3",
            "F/Film 2.en.srt",
            "F/Filmography.srt", "F/Film.jpg", "F/Subs/Film/2_it.srt", "F/Subs/Film.es.srt", "F/Subs/other.srt", "G/One.mkv",
            "G/Subtitles/3_English.srt",
        ] { try bench.write(path, path, bytes: 10) }

        let film = try await Companions.of(video: "F/Film.mkv", in: bench.root)
        #expect(
            Set(film.map(\.path)) == [
                "F/Film.en.srt", "F/Film.de.forced.ass", "F/Film.fr.hi.vtt", "F/Film.Commentary.en.mp3", "F/Subs/Film/2_it.srt",
                "F/Subs/Film.es.srt",
            ])
        let forced = try #require(film.first { $0.path == "F/Film.de.forced.ass" })
        #expect(forced.language == LanguageTag("de"))
        #expect(forced.isForced)
        #expect(film.first { $0.path == "F/Film.fr.hi.vtt" }?.isForHearingImpaired == true)
        let commentary = try #require(film.first { $0.kind == .audio })
        #expect(commentary.label == "Commentary")
        #expect(try await Companions.of(video: "F/Film 2.mkv", in: bench.root).map(\.path) == ["F/Film 2.en.srt"])
        #expect(try await Companions.of(video: "G/One.mkv", in: bench.root).map(\.language) == [LanguageTag("en")])
        #expect(try await Companions.of(video: "nowhere/at.mkv", in: bench.root).isEmpty)
    }
}
