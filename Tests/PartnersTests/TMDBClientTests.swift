import Foundation
import KinoraCatalogue
import KinoraPreparation
import NIOHTTP1
import Testing

@testable import KinoraPartners

@Suite("TMDB", .timeLimit(.minutes(10)))
struct TMDBClientTests {
    private func client(_ peer: PartnerPeer, key: String = "0123456789abcdef", language: String = "de") throws -> TMDBClient {
        TMDBClient(
            try peer.address, key: try PartnerKey(key).unwrapped, language: language,
            pictures: try PartnerAddress("https://image.tmdb.org/t/p").unwrapped, limits: Answers.quick, log: KeptLines().logger)
    }

    private func peer() async throws -> PartnerPeer {
        try await PartnerPeer { asked, _ in (try? Answers.tmdb(asked)) ?? .hangUp }
    }

    @Test("a film, in German and where nobody wrote German in English")
    func film() async throws {
        let peer = try await peer()

        let facts = try #require(try await client(peer).facts(of: "900001", .film))

        #expect(facts.title == "Hafenlichter" && facts.originalTitle == "Harbour Lights")
        #expect(facts.plot == "Eine Leuchtturmwärterin nimmt einen Fremden auf.")
        #expect(facts.tagline == "Every light hides something.")
        #expect(facts.year == 2021 && facts.date == "2021-03-04" && facts.runtime == 104)
        #expect(facts.genres == ["Drama", "Mystery"] && facts.countries == ["Norway"] && facts.languages == ["en"])
        #expect(facts.studios == ["Sarkholm Pictures"] && facts.collection == "Sarkholm Collection")
        #expect(facts.certificates == ["DE": "12", "US": "PG-13"] && facts.certificate == "FSK 12")
        #expect(facts.ids == ["tmdb": "900001", "imdb": "tt9900001"])
        #expect(facts.ratings == [try #require(Rating(source: "tmdb", value: 7.25, votes: 120))])
        #expect(
            facts.trailers == ["https://www.youtube.com/watch?v=deuDEF12345", "https://www.youtube.com/watch?v=abcDEF12345"])
        try await peer.close()
    }

    @Test("people in the order of the credits, with their parts and ids")
    func people() async throws {
        let peer = try await peer()

        let credits = try #require(try await client(peer).facts(of: "900001", .film)).credits

        #expect(
            credits == [
                Credit(name: "Ada Byrne", role: .director, providerIDs: ["tmdb": "920003"]),
                Credit(name: "Ada Byrne", role: .writer, providerIDs: ["tmdb": "920003"]),
                Credit(
                    name: "Ingrid Solheim", role: .actor, character: "Marit", order: 0, providerIDs: ["tmdb": "920001"],
                    portrait: "https://image.tmdb.org/t/p/h632/solheim.jpg"),
                Credit(name: "Ruben Aas", role: .actor, character: "The Stranger", order: 1, providerIDs: ["tmdb": "920002"]),
            ])
        try await peer.close()
    }

    @Test("the poster it shows itself first, no drawings")
    func pictures() async throws {
        let peer = try await peer()

        let pictures = try #require(try await client(peer).facts(of: "900001", .film)).pictures

        let base = "https://image.tmdb.org/t/p/original"
        #expect(
            pictures == [
                WantedPicture(.poster, .address("\(base)/poster-one.jpg")), WantedPicture(.poster, .address("\(base)/poster-two.jpg")),
                WantedPicture(.backdrop, .address("\(base)/backdrop-one.jpg")), WantedPicture(.logo, .address("\(base)/logo.png")),
            ])
        try await peer.close()
    }

    @Test("a series and its season; episodes that lack German words get English ones, and no title that is a mere number")
    func series() async throws {
        let peer = try await peer()
        let client = try client(peer)

        let series = try #require(try await client.facts(of: "910001", .series))
        let season = try #require(try await client.season(1, of: "910001"))

        #expect(series.title == "Night Ferry" || series.title == "Nachtfähre")
        #expect(series.plot == "A crew that sails only at night." && series.studios == ["Channel Nine"])
        #expect(series.ids == ["tmdb": "910001", "imdb": "tt9910001", "tvdb": "930001"])
        #expect(series.certificate == "FSK 16" && series.certificates["GB"] == "15")
        #expect(series.credits.map(\.name) == ["Tess Moray", "Karin Holt"] && series.credits.last?.character == "Captain Brandt")
        #expect(season.season.title == nil && season.season.plot == "The first winter.")
        #expect(season.season.pictures.map(\.kind) == [.poster])
        #expect(season.episodes.map(\.facts.title) == ["Die Überfahrt", "Low Water"])
        #expect(season.episodes.map(\.facts.plot) == ["Nebel.", "The ferry runs aground."])
        #expect(season.episodes.first?.facts.date == "2015-01-12" && season.episodes.first?.facts.pictures.map(\.kind) == [.backdrop])
        #expect(season.episodes.first?.facts.credits.map(\.name) == ["Jon Vik", "Lea Storm"])
        #expect(peer.count("/tv/910001/season/1") == 2)
        try await peer.close()
    }

    @Test("the id at another provider finds the title")
    func finding() async throws {
        let peer = try await peer()
        let client = try client(peer)

        #expect(try await client.identify(["imdb": "tt9900001"], .film) == "900001")
        #expect(try await client.identify(["imdb": "tt9900001"], .series) == nil)
        #expect(try await client.identify(["tmdb": "900001"], .film) == "900001")
        #expect(try await client.identify(["imdb": "tt0000000"], .film) == nil)
        #expect(peer.requests.filter { $0.path.hasPrefix("/find/") }.allSatisfy { $0.query["external_source"] == "imdb_id" })
        try await peer.close()
    }

    @Test("candidates with both titles, and without the year where the year finds nothing")
    func candidates() async throws {
        let peer = try await PartnerPeer { asked, _ in
            asked.query["year"] == "2022" ? .json(Answers.empty) : (try? Answers.tmdb(asked)) ?? .hangUp
        }

        let found = try await client(peer).candidates(for: TitleQuestion(.film, titles: ["Harbour Lights"], year: 2022))

        #expect(found.map(\.id) == ["900001", "900002"])
        #expect(found.first?.title == "Hafenlichter" && found.first?.originalTitle == "Harbour Lights" && found.first?.year == 2021)
        #expect(peer.requests.map { $0.query["year"] } == ["2022", nil])
        #expect(peer.requests.allSatisfy { $0.query["language"] == "de" })
        try await peer.close()
    }

    @Test("a token goes into a header and a key into the address")
    func keys() async throws {
        let peer = try await peer()

        try await client(peer, key: "aaaa.bbbb.cccc").check()
        try await client(peer, key: "0123abcd").check()

        #expect(
            peer.requests[0].headers.first(name: "Authorization") == "Bearer aaaa.bbbb.cccc" && peer.requests[0].query["api_key"] == nil)
        #expect(peer.requests[1].headers.first(name: "Authorization") == nil && peer.requests[1].query["api_key"] == "0123abcd")
        try await peer.close()
    }

    @Test(
        "fields of other kinds than promised, empty ones and strange ids say nothing",
        arguments: [
            "{}",
            #"{"id":"x","title":7,"overview":[],"release_date":"soon","runtime":-3,"genres":{"name":"A"},"credits":7,"vote_average":"high"}"#,
            #"{"title":"","overview":"N/A","release_date":"in 2021","runtime":1e300,"genres":[null,7,{"name":""}],"credits":{"cast":[{"name":7},[]]},"poster_path":"/../../etc/passwd","images":{"posters":[{"file_path":"//evil.example/x.jpg"}]},"videos":{"results":[{"site":"YouTube","type":"Trailer","key":"<x>"}]},"imdb_id":"tt1; drop"}"#,
        ])
    func rubbish(body: String) async throws {
        let peer = try await PartnerPeer { _, _ in .json(body) }

        #expect(try await client(peer).facts(of: "1", .film)?.isEmpty == true)
        #expect(try await client(peer).facts(of: "../1", .film) == nil)
        #expect(try await client(peer).candidates(for: TitleQuestion(.film, titles: ["A"])) == [])
        try await peer.close()
    }
}
