import Foundation
import KinoraCatalogue
import KinoraKernel
import KinoraPreparation
import Testing

@testable import KinoraPartners

@Suite("Providers are asked politely, and nothing they do does harm", .timeLimit(.minutes(10)))
struct PartnerWireTests {
    private static let secret = "s3cret-0123456789"

    private func clients(_ peer: PartnerPeer, _ lines: KeptLines, _ limits: PartnerLimits = Answers.quick) throws -> [any Lookup] {
        let key = try PartnerKey(Self.secret).unwrapped
        return [
            TMDBClient(
                try peer.address, key: key, pictures: try PartnerAddress("https://image.tmdb.org/t/p").unwrapped, limits: limits,
                log: lines.logger),
            OMDbClient(try peer.address, key: key, limits: limits, log: lines.logger),
        ]
    }

    /// What both clients throw when they are asked for a title.
    private func troubles(_ peer: PartnerPeer, _ lines: KeptLines, _ limits: PartnerLimits = Answers.quick) async throws -> [LookupTrouble]
    {
        var troubles: [LookupTrouble] = []
        for client in try clients(peer, lines, limits) {
            do {
                _ = try await client.facts(of: client.origin == .tmdb ? "900001" : "tt9900001", .film)
                Issue.record("\(client.origin) throws nothing")
            } catch let trouble as LookupTrouble {
                troubles.append(trouble)
            }
        }
        return troubles
    }

    @Test("a server that stumbles is asked again, three times in all", arguments: [500, 502, 503, 504, 408])
    func stumbling(status: Int) async throws {
        let peer = try await PartnerPeer { _, _ in .json("{}", status: status) }
        let lines = KeptLines()

        let troubles = try await troubles(peer, lines)

        #expect(peer.requests.count == 6)
        #expect(troubles.allSatisfy { if case .away(_, _, .seconds(900)) = $0 { true } else { false } }, "\(troubles)")
        try await peer.close()
    }

    @Test("one that recovers gives its answer")
    func recovering() async throws {
        let peer = try await PartnerPeer { asked, number in
            number < 3 ? .json("", status: 503) : (try? Answers.tmdb(asked)) ?? .hangUp
        }

        #expect(try await clients(peer, KeptLines())[0].facts(of: "900001", .film)?.title == "Hafenlichter")
        try await peer.close()
    }

    @Test("too many requests: a short wait is waited for, a long one is not")
    func tooMany() async throws {
        let peer = try await PartnerPeer { asked, number in
            number == 1 ? .json("{}", status: 429, headers: ["Retry-After": "1"]) : (try? Answers.tmdb(asked)) ?? .hangUp
        }
        let began = ContinuousClock.now
        #expect(try await clients(peer, KeptLines())[0].facts(of: "900001", .film) != nil)
        #expect(began.duration(to: .now) >= .seconds(1))
        try await peer.close()

        let strict = try await PartnerPeer { _, _ in .json("{}", status: 429, headers: ["Retry-After": "3600"]) }
        let troubles = try await troubles(strict, KeptLines())
        #expect(strict.requests.count == 2)
        #expect(troubles.allSatisfy { if case .away(_, _, .seconds(3600)) = $0 { true } else { false } }, "\(troubles)")
        try await strict.close()
    }

    @Test("a key that is refused is not tried again")
    func refused() async throws {
        let peer = try await PartnerPeer { _, _ in
            .json(#"{"status_code":7,"status_message":"Invalid API key: You must be granted a valid key.","success":false}"#, status: 401)
        }

        #expect(try await troubles(peer, KeptLines()) == [.keyRefused(.tmdb), .keyRefused(.omdb)])
        #expect(peer.requests.count == 2)
        try await peer.close()
    }

    @Test("what is not there is no trouble")
    func notThere() async throws {
        let peer = try await PartnerPeer { _, _ in .json(Answers.none, status: 404) }

        for client in try clients(peer, KeptLines()) {
            #expect(try await client.facts(of: client.origin == .tmdb ? "1" : "tt9900001", .film) == nil)
        }
        try await peer.close()
    }

    @Test(
        "no answer, a broken connection, rubbish and bodies without an end",
        arguments: ["silence", "hang up", "rubbish", "list", "flood", "deep", "redirect"])
    func hostile(kind: String) async throws {
        let deep = String(repeating: "[", count: 100_000)
        let peer = try await PartnerPeer { _, _ in
            switch kind {
            case "silence": .silence
            case "hang up": .hangUp
            case "rubbish": .json("<html>\u{0}not json")
            case "list": .json("[1,2]")
            case "deep": .json(deep)
            case "redirect": .json("", status: 302, headers: ["Location": "http://127.0.0.1:1/"])
            default: .flood
            }
        }
        var limits = Answers.quick
        limits.answering = kind == "silence" ? .milliseconds(300) : .seconds(60)
        let lines = KeptLines()

        let troubles = try await troubles(peer, lines, limits)

        let isSilent = ["silence", "hang up"].contains(kind)
        #expect(troubles.count == 2)
        #expect(peer.requests.count == (isSilent ? 6 : 2))
        for trouble in troubles {
            if case .away = trouble { #expect(isSilent) } else { #expect(!isSilent, "\(trouble)") }
        }
        try await peer.close()
    }

    @Test("neither logs nor errors hold the key or an address", arguments: ["401", "500", "silence", "rubbish", "refused connection"])
    func secrets(kind: String) async throws {
        let peer = try await PartnerPeer { _, _ in
            switch kind {
            case "401": .json(#"{"Response":"False","Error":"Invalid API key \#(Self.secret)!"}"#, status: 401)
            case "500": .json("Fehler in /?apikey=\(Self.secret)", status: 500)
            case "silence": .silence
            default: .json("apikey=\(Self.secret)")
            }
        }
        if kind == "refused connection" { try await peer.close() }
        var limits = Answers.quick
        limits.answering = kind == "silence" ? .milliseconds(300) : .seconds(60)
        let lines = KeptLines()

        let troubles = try await troubles(peer, lines, limits)

        let said = lines.text + troubles.map { "\($0) \($0.sentence) \($0.localizedDescription) \(String(reflecting: $0))" }.joined()
        #expect(!said.contains(Self.secret) && !said.contains("127.0.0.1") && !said.contains("apikey") && !said.contains("http"))
        #expect(!"\(try PartnerKey(Self.secret).unwrapped)".contains(Self.secret))
        var dumped = ""
        dump([try PartnerKey(Self.secret).unwrapped], to: &dumped)
        #expect(!dumped.contains(Self.secret))
        if kind != "refused connection" { try await peer.close() }
    }

    @Test("a title cannot change the request")
    func injection() async throws {
        let peer = try await PartnerPeer { _, _ in .json(Answers.empty) }
        let title = "A&apikey=x#?/../\r\nHost: evil é"

        for client in try clients(peer, KeptLines()) { _ = try await client.candidates(for: TitleQuestion(.film, titles: [title])) }

        #expect(peer.requests[0].query["query"] == title && peer.requests[0].query["api_key"] == Self.secret)
        #expect(peer.requests[1].query["s"] == title && peer.requests[1].query["apikey"] == Self.secret)
        try await peer.close()
    }

    @Test("a few requests go at once, then so many each second")
    func pace() {
        var bucket = TokenBucket(capacity: 3, perSecond: 2)
        let begin = ContinuousClock.now

        let waits = (1...5).map { _ in bucket.take(at: begin) }
        #expect(waits == [.zero, .zero, .zero, .milliseconds(500), .milliseconds(1000)])
        // Those who wait hold their places.
        #expect(bucket.take(at: begin + .milliseconds(1000)) == .milliseconds(500))
        let later = begin + .seconds(3600)
        #expect((1...4).map { _ in bucket.take(at: later) } == [.zero, .zero, .zero, .milliseconds(500)])
    }
}
