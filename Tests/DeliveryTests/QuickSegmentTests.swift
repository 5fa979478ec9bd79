import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraCatalogue
import KinoraGate
import KinoraKernel
import KinoraMedia
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import KinoraDelivery

@Suite("What is at hand is answered at once", .timeLimit(.minutes(10)))
struct QuickSegmentTests {
    private static let size = 6 << 20
    private static let requestID = HTTPField.Name("X-Request-ID")!
    private let house: DeliveryHouse

    init() throws {
        house = try DeliveryHouse(filmSize: Self.size)
    }

    private func get(_ client: some TestClientProtocol, _ address: String, _ headers: HTTPFields) async throws -> TestResponse {
        try await client.execute(uri: address, method: .get, headers: headers)
    }

    @Test(
        "as the router answers, letter by letter",
        arguments: [
            nil, "bytes=0-0", "bytes=0-99", "bytes=100-70000", "bytes=5-3000000", "bytes=-10", "bytes=-100000", "bytes=6291000-",
            "bytes=0-",
            "bytes=6291455-99999999999999999999", "Bytes=1-2",
        ])
    func sameAnswer(range: String?) async throws {
        var headers: HTTPFields = [.cookie: try house.cookie()]
        headers[.range] = range
        let (slow, quick) = try await house.app().test(.live) { [house, headers] client in
            (
                try await get(client, house.filmAddress, headers),
                try await house.untilQuick { try await get(client, house.filmAddress, headers) }
            )
        }

        #expect(house.meter.answers == 1 && house.meter.bytes == quick.body.readableBytes)
        #expect(slow.status == quick.status && slow.body == quick.body)
        // The stopped clock of the house is not the router's, and what needs no router has no name in the log.
        let fields = [slow, quick].map { Set($0.headers.filter { ![.date, Self.requestID].contains($0.name) }) }
        #expect(fields[0] == fields[1])
        #expect(quick.headers[.date] == "Fri, 15 Jan 2027 08:00:00 GMT")
    }

    @Test func aGrantInTheAddressIsAsGoodAndItsAddressStaysASecret() async throws {
        let address = "/m/\(try house.grant())/\(house.package)/\(DeliveryHouse.filmPath)"
        let answers = try await house.app().test(.live) { [house] client in
            [
                try await get(client, address, [.range: "bytes=7-9"]),
                try await house.untilQuick { try await get(client, address, [.range: "bytes=7-9"]) },
            ]
        }

        #expect(house.meter.answers == 1)
        for answer in answers {
            #expect(answer.status == .partialContent && Data(answer.body.readableBytesView) == house.film[7..<10])
            #expect(answer.headers[values: HTTPField.Name("Referrer-Policy")!] == ["no-referrer"])
        }
    }

    @Test(arguments: [
        "If-None-Match: \"x\"", "If-Match: \"x\"", "If-Range: \"x\"", "Content-Length: 0", "Transfer-Encoding: chunked", "Upgrade: h2c",
        "Expect: 100-continue", "Cookie: a=b", "Range: bytes=2000000000-", "Connection: close", "Host: localhost",
    ])
    func whatNeedsACloserLookIsLeftToTheRouter(field: String) async throws {
        let cookie = try house.cookie()
        try await house.app().test(.live) { [house] client async throws -> Void in
            #expect(try await house.untilQuick { try await get(client, house.filmAddress, [.cookie: cookie]) }.status == .ok)
            let known = house.meter.answers
            let request = "GET \(house.filmAddress) HTTP/1.1\r\nHost: localhost\r\nCookie: \(cookie)\r\n\(field)\r\n"
            let end = field.hasPrefix("Transfer") ? "\r\n0\r\n\r\n" : "\r\n"
            let answer = try await RawConnection.beginning(request + end, port: #require(client.port))
            #expect(answer.hasPrefix("HTTP/1.1 "))
            #expect(house.meter.answers == known)
        }
    }

    @Test func whoeverHasNoGrantGetsNothingOfWhatIsAtHand() async throws {
        let other = try DeliveryHouse()
        let cookies = [
            "", "__Secure-kn_m=x", "__Host-kinora=grown-up", "__Secure-kn_m=\(try other.grant())",
            "__Secure-kn_m=\(try house.grant(life: .zero))",
            try house.cookie(.package(PackageID("fedcba9876543210fedcba9876543210"))),
            try house.cookie(.early(job: house.package.rawValue)),
        ]
        try await house.app().test(.live) { [house] client async throws -> Void in
            let good: HTTPFields = [.cookie: try house.cookie()]
            #expect(try await house.untilQuick { try await get(client, house.filmAddress, good) }.status == .ok)
            let known = house.meter.answers
            for cookie in cookies {
                // The same connection has shown a good grant just now.
                #expect(try await get(client, house.filmAddress, [.cookie: cookie]).status == .forbidden, "\(cookie)")
            }
            #expect(house.meter.answers == known)
            #expect(try await house.untilQuick { try await get(client, house.filmAddress, good) }.status == .ok)
        }
    }

    @Test func aGrantEndsBetweenTwoSegmentsOfAConnection() async throws {
        let headers: HTTPFields = [.cookie: try house.cookie(), .range: "bytes=0-9"]
        try await house.app().test(.live) { [house] client async throws -> Void in
            #expect(try await house.untilQuick { try await get(client, house.filmAddress, headers) }.status == .partialContent)
            let known = house.meter.answers
            house.time.advance(by: Grant.life)
            #expect(try await get(client, house.filmAddress, headers).status == .forbidden)
            #expect(house.meter.answers == known)
        }
    }

    @Test func anotherHouseNameIsRefusedHereToo() async throws {
        let house = try DeliveryHouse(hosts: .loopback)
        let cookie = try house.cookie()
        try await house.app().test(.live) { client async throws -> Void in
            for host in ["localhost", "localhost", "films.example.org", "localhost"] {
                let request = "GET \(house.filmAddress) HTTP/1.1\r\nHost: \(host)\r\nCookie: \(cookie)\r\n\r\n"
                let answer = try await RawConnection.beginning(request, port: #require(client.port))
                #expect(answer.hasPrefix("HTTP/1.1 200") == (host == "localhost"), "\(host): \(answer.prefix(60))")
            }
        }
        #expect(house.meter.answers > 0)
    }

    @Test func aPackageThatWasRemovedIsSoonGone() async throws {
        let headers: HTTPFields = [.cookie: try house.cookie(), .range: "bytes=0-9"]
        try await house.app().test(.live) { [house] client async throws -> Void in
            #expect(try await house.untilQuick { try await get(client, house.filmAddress, headers) }.status == .partialContent)
            try FileManager.default.removeItem(at: house.filmFile.deletingLastPathComponent())
            #expect(try await get(client, house.filmAddress, headers).status == .partialContent)
            house.time.advance(by: FilesAtHand.life)
            await #expect(throws: (any Error).self) {
                // The router says 200 before it finds that the file is gone, and cuts the answer.
                _ = try await get(client, house.filmAddress, headers)
            }
        }
    }

    @Test func noMoreFilesAreHeldThanAllowed() async throws {
        let paths = try house.paths
        let cookie = try house.cookie()
        try await house.app(filesAtHand: 2).test(.live) { [house] client async throws -> Void in
            for path in paths + paths { _ = try await get(client, "/media/\(house.package)/\(path)", [.cookie: cookie]) }
            let held = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.filter {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)"))?
                    .contains(house.root.lastPathComponent) == true
            }
            #expect((held?.count ?? 0) <= 2)
        }
    }

    @Test func servingWitnessesHear() async throws {
        let witness = CountingWitness()
        try await house.app(witness: witness).test(.live) { [house] client async throws -> Void in
            for _ in 0..<3 { _ = try await get(client, house.filmAddress, [.cookie: try house.cookie()]) }
        }
        #expect(witness.heard.withLock { $0 } == 3)
    }
}

private final class CountingWitness: ServingWitness {
    let heard = Mutex(0)

    func served(_ package: PackageID) { heard.withLock { $0 += 1 } }
}
