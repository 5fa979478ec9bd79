import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraPreparation
import Testing

@Suite("JSON files beside videos")
struct SidecarReaderTests {
    @Test("what a download program writes")
    func downloaded() throws {
        let json = """
            {"id": "a1", "extractor": "somewhere", "title": "A Walk by the Sea", "description": "Waves.\\nMore waves.",
             "upload_date": "20240305", "uploader": "Ida Holm", "duration": 185.4, "tags": ["sea", "Sea", "walk"],
             "categories": ["Travel"], "age_limit": 0, "formats": [{"url": "https://x.example/v", "fps": 25}], "view_count": null}
            """
        let facts = try SidecarReader.facts(of: Array(json.utf8))
        #expect(facts.title == "A Walk by the Sea")
        #expect(facts.plot == "Waves.\nMore waves.")
        #expect(facts.date == "2024-03-05")
        #expect(facts.year == 2024)
        #expect(facts.studios == ["Ida Holm"])
        #expect(facts.runtime == 3)
        #expect(facts.tags == ["Travel", "sea", "walk"])
        #expect(facts.certificate == nil)
    }

    @Test("Kinora's own fields")
    func own() throws {
        let json = """
            {"title": "Harbour Lights", "original_title": "Hafenlichter", "sort_title": "Lights", "year": "2021", "plot": "A lamp.",
             "tagline": "Burn.", "genres": "Drama", "countries": ["Norway"], "languages": ["nor", "xx-nonsense-"], "certificate": "12",
             "runtime": 92, "collection": "Coast", "directors": ["Ida Holm"], "actors": [{"name": "Nils Berg", "character": "Keeper"}],
             "trailers": ["http://film.example/t", "file:///etc/passwd", "javascript:alert(1)"], "ids": {"imdb": "tt0000001", "tmdb": 7}}
            """
        let facts = try SidecarReader.facts(of: Array(json.utf8))
        #expect(facts.title == "Harbour Lights")
        #expect(facts.year == 2021)
        #expect(facts.genres == ["Drama"])
        #expect(facts.languages.first == "no")
        #expect(facts.runtime == 92)
        #expect(
            facts.credits == [Credit(name: "Ida Holm", role: .director), Credit(name: "Nils Berg", role: .actor, character: "Keeper")])
        #expect(facts.trailers == ["https://film.example/t"])
        #expect(facts.ids == ["imdb": "tt0000001", "tmdb": "7"])
    }

    @Test("values of the wrong kind are as good as missing")
    func wrongKinds() throws {
        let facts = try SidecarReader.facts(of: Array(#"{"title": 7, "year": [], "genres": {"a": 1}, "actors": "x", "runtime": -4}"#.utf8))
        #expect(facts.isEmpty)
    }

    @Test("what is broken, deep or large is told", arguments: ["", "[1]", "{", "{\"a\": 1}}", String(repeating: "[", count: 10_000)])
    func broken(text: String) {
        #expect(throws: SidecarTrouble.self) { try SidecarReader.facts(of: Array(text.utf8)) }
        #expect(throws: SidecarTrouble.tooLarge) { try SidecarReader.facts(of: [UInt8](repeating: 32, count: (4 << 20) + 1)) }
    }

    @Test("a film's own JSON file describes it, behind its NFO file")
    func beside() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("A Walk.mkv", "a")
        try bench.write("A Walk.info.json", data: .init(#"{"extractor": "x", "title": "A Walk by the Sea", "description": "W."}"#.utf8))

        try await bench.apply()
        let film = try #require(try await bench.films.first?.value.description)
        #expect(film.title == "A Walk by the Sea")
        #expect(film.origin == ["title": .sidecar, "plot": .sidecar])

        try bench.write("A Walk.nfo", data: .init("<movie><title>The Walk</title></movie>".utf8))
        #expect(try await bench.apply().items.map(\.finding) == [.described])
        let corrected = try #require(try await bench.films.first?.value.description)
        #expect(corrected.title == "The Walk")
        #expect(corrected.plot == "W.")
        #expect(corrected.origin == ["title": .nfo, "plot": .sidecar])
    }
}
