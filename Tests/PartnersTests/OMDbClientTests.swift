import Foundation
import KinoraCatalogue
import KinoraPreparation
import Testing

@testable import KinoraPartners

@Suite("OMDb", .timeLimit(.minutes(10)))
struct OMDbClientTests {
    private func client(_ peer: PartnerPeer) throws -> OMDbClient {
        OMDbClient(try peer.address, key: try PartnerKey("0a1b2c3d").unwrapped, limits: Answers.quick, log: KeptLines().logger)
    }

    private func peer() async throws -> PartnerPeer {
        try await PartnerPeer { asked, _ in (try? Answers.omdb(asked)) ?? .hangUp }
    }

    @Test func aFilm() async throws {
        let peer = try await peer()

        let facts = try #require(try await client(peer).facts(of: "tt9900001", .film))

        #expect(facts.title == "Harbour Lights" && facts.year == 2021 && facts.date == "2021-03-04" && facts.runtime == 104)
        #expect(
            facts.genres == ["Drama", "Mystery"] && facts.countries == ["Norway", "United Kingdom"] && facts.languages == ["en", "no"])
        #expect(facts.certificate == "PG-13" && facts.certificates == ["US": "PG-13"])
        #expect(
            facts.credits.map { "\($0.role.rawValue) \($0.name)" } == [
                "director Ada Byrne", "writer Ada Byrne", "writer Odd Lund", "actor Ingrid Solheim", "actor Ruben Aas",
            ])
        #expect(facts.ratings.map(\.source) == ["imdb", "rottentomatoes", "metacritic"] && facts.ratings.map(\.value) == [7.4, 8.5, 7.6])
        #expect(facts.ratings.first?.votes == 12345 && facts.ids == ["imdb": "tt9900001"])
        #expect(facts.pictures == [WantedPicture(.poster, .address("https://m.media-amazon.com/images/M/harbour.jpg"))])
        #expect(peer.requests.first?.query["plot"] == "full" && peer.requests.first?.query["apikey"] == "0a1b2c3d")
        try await peer.close()
    }

    @Test("what is not available says nothing, and a series is no film")
    func series() async throws {
        let peer = try await peer()
        let client = try client(peer)

        let facts = try #require(try await client.facts(of: "tt9910001", .series))

        #expect(
            facts.year == 2015 && facts.ratings == [] && facts.pictures == [] && facts.credits.map(\.name) == ["Tess Moray", "Karin Holt"])
        #expect(try await client.facts(of: "tt9910001", .film) == nil)
        #expect(try await client.facts(of: "tt0000000", .film) == nil)
        try await peer.close()
    }

    @Test func aSeason() async throws {
        let peer = try await peer()

        let season = try #require(try await client(peer).season(1, of: "tt9910001"))

        #expect(season.episodes.map(\.number) == [1, 2] && season.episodes.map(\.facts.title) == ["The Crossing", nil])
        #expect(season.episodes[0].facts.date == "2015-01-12" && season.episodes[0].facts.ids == ["imdb": "tt9910011"])
        #expect(try await client(peer).season(2, of: "tt9910001") == nil)
        try await peer.close()
    }

    @Test("candidates; where there are too many, the one of exactly this title")
    func candidates() async throws {
        let peer = try await PartnerPeer { asked, _ in
            if asked.query["s"] == "It" { return .json(#"{"Response":"False","Error":"Too many results."}"#) }
            if asked.query["t"] == "It" {
                return .json(#"{"Response":"True","Title":"It","Year":"2001","imdbID":"tt9900009","Type":"movie","Runtime":"90 min"}"#)
            }
            return (try? Answers.omdb(asked)) ?? .hangUp
        }
        let client = try client(peer)

        let found = try await client.candidates(for: TitleQuestion(.film, titles: ["Harbour Lights"], year: 2021))
        let only = try await client.candidates(for: TitleQuestion(.film, titles: ["It"]))

        #expect(found.map(\.id) == ["tt9900001", "tt9900002"] && found.map(\.year) == [2021, 1963])
        #expect(only.map(\.id) == ["tt9900009"] && only.first?.runtime == 90)
        try await peer.close()
    }

    @Test(
        "a wrong key and a day's requests used up are told apart",
        arguments: [
            (401, "Invalid API key!", LookupTrouble.keyRefused(.omdb)), (401, "Request limit reached!", .dailyLimit(.omdb)),
            (200, "Request limit reached!", .dailyLimit(.omdb)), (401, "", .keyRefused(.omdb)),
            (403, "No API key provided.", .keyRefused(.omdb)),
        ])
    func refusals(status: Int, words: String, trouble: LookupTrouble) async throws {
        let peer = try await PartnerPeer { _, _ in .json(#"{"Response":"False","Error":"\#(words)"}"#, status: status) }

        await #expect(throws: trouble) { try await client(peer).facts(of: "tt9900001", .film) }
        #expect(peer.requests.count == 1)
        try await peer.close()
    }
}
