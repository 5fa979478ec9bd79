import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraPreparation
import Testing

@Suite("Tags inside a video are believed when they are plausible", .timeLimit(.minutes(10)))
struct EmbeddedTagsTests {
    @Test(
        "titles",
        arguments: [
            ("Harbour Lights: The Film", "Harbour Lights", true), ("Hàrbour Lights", "harbour lights", true), ("Harbour Lights", nil, true),
            ("www.films.example", "Harbour Lights", false), ("Harbour.Lights.2021.1080p", "Harbour Lights", false),
            ("Harbour Lights 1080p x264", "Harbour Lights", false), ("Encoded by somebody", nil, false), ("Track 1", nil, false),
            ("Night Ferry", "Harbour Lights", false), ("", nil, false), ("  ", "A", false), ("1917", "1917", true),
        ] as [(String, String?, Bool)])
    func titles(tag: String, name: String?, isBelieved: Bool) {
        let facts = EmbeddedTags(tags: ["TITLE": tag]).facts(besides: name)
        #expect((facts.title != nil) == isBelieved)
    }

    @Test("iTunes' and Matroska's forms")
    func forms() {
        let apple = EmbeddedTags(tags: [
            "title": "A", "date": "2021-03-04T08:00:00Z", "synopsis": "Long.", "description": "Short.", "genre": "Drama",
            "iTunEXTC": "mpaa|PG-13|300|", "media_type": "9", "artist": "Ida Holm",
        ]).facts(besides: nil)
        #expect(apple.date == "2021-03-04")
        #expect(apple.year == 2021)
        #expect(apple.plot == "Long.")
        #expect(apple.certificate == "PG-13")
        #expect(apple.credits == [Credit(name: "Ida Holm", role: .director)])
        let matroska = EmbeddedTags(
            tags: [
                "DATE_RELEASED": "1999", "DIRECTOR": "Ida Holm, Per Lund", "SUMMARY": "S.", "TMDB": "movie/77", "IMDB": "tt1234567",
                "TVDB2": "x", "LAW_RATING": "12",
            ], covers: [3]
        ).facts(besides: nil)
        #expect(matroska.year == 1999)
        #expect(matroska.credits.count == 2)
        #expect(matroska.ids == ["tmdb": "77", "imdb": "tt1234567"])
        #expect(matroska.pictures == [WantedPicture(.poster, .cover(stream: 3))])
    }

    private struct Told: TagReader {
        let tags: EmbeddedTags?

        func tags(of path: String) async throws -> EmbeddedTags {
            guard let tags else { throw Trouble.notVideo }
            return tags
        }
    }

    @Test("the tags of a new file are read once, and fill what nobody better said")
    func errand() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("harbour.lights.2021.mkv", "a")
        try await bench.apply()
        let descriptions = Descriptions(store: bench.store, editor: CatalogueEditor(store: bench.store, time: bench.time))
        let tags = EmbeddedTags(tags: ["title": "Harbour Lights", "comment": "x", "synopsis": "A lamp.", "date": "1990"])

        #expect(try await TagErrand(descriptions, reader: Told(tags: tags)).run())

        let film = try #require(try await bench.films.first?.value.description)
        #expect(film.title == "Harbour Lights")
        #expect(film.year == 2021)
        #expect(film.plot == "A lamp.")
        #expect(film.origin == ["title": .tags, "year": .name, "plot": .tags])
        #expect(try await !TagErrand(descriptions, reader: Told(tags: nil)).run())

        // A rescan that describes the film anew keeps what was read.
        try bench.write("harbour.lights.2021.nfo", data: .init("<movie><title>The Lights</title></movie>".utf8))
        try await bench.apply()
        let again = try #require(try await bench.films.first?.value.description)
        #expect(again.title == "The Lights")
        #expect(again.plot == "A lamp.")
    }

    @Test("a file that cannot be read says nothing, and is not asked again")
    func unreadable() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("A (2001).mkv", "a")
        try await bench.apply()
        let descriptions = Descriptions(store: bench.store, editor: CatalogueEditor(store: bench.store, time: bench.time))

        #expect(try await TagErrand(descriptions, reader: Told(tags: nil)).run())
        #expect(try await !TagErrand(descriptions, reader: Told(tags: nil)).run())
        #expect(try await bench.films.first?.value.description.title == "A")
    }

    @Test("two files of one film both have their say, whatever the order in which they are found")
    func versions() async throws {
        for names in [["1080p", "720p"], ["720p", "1080p"]] {
            let bench = try await LibraryBench()
            defer { bench.remove() }
            let folder = "A (2001)"
            for name in names {
                try bench.write("\(folder)/A (2001) - \(name).mkv", name)
                if name == "720p" {
                    try bench.write("\(folder)/A (2001) - 720p.nfo", data: .init("<movie><plot>P.</plot></movie>".utf8))
                }
                try await bench.apply()
            }
            #expect(try await bench.films.count == 1)
            #expect(try await bench.films.first?.value.description.plot == "P.")
        }
    }
}
