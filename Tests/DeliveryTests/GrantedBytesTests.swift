import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraCatalogue
import KinoraGate
import KinoraKernel
import KinoraMedia
import NIOCore
import Synchronization
import Testing

@testable import KinoraDelivery

@Suite("A right stands behind every byte", .timeLimit(.minutes(10)))
struct GrantedBytesTests {
    private let house: DeliveryHouse

    init() throws {
        house = try DeliveryHouse()
    }

    private static func status(_ client: some TestClientProtocol, _ address: String, _ headers: HTTPFields = [:]) async throws
        -> HTTPResponse.Status
    {
        let response = try await client.execute(uri: address, method: .get, headers: headers)
        if response.status != .ok { #expect(response.body.readableBytes == 0, "\(address)") }
        return response.status
    }

    @Test func withoutAGrantNoFileOfAPackageIsServed() async throws {
        let paths = try house.paths
        #expect(paths.count == 13 && paths.contains(PackageLayout.thumbnailSheet(1)) && paths.contains("text/en.vtt"))
        try await house.app().test(.live) { [house] client async throws -> Void in
            for path in paths + ["unlisted"] {
                let address = "/media/\(house.package)/\(path)"
                #expect(try await Self.status(client, address) == .forbidden, "\(path)")
                #expect(try await client.execute(uri: address, method: .head).status == .forbidden, "\(path)")
                let isPicture = path == DeliveryHouse.stillPath
                #expect(
                    try await Self.status(client, address, [.cookie: "__Host-kinora=grown-up"]) == (isPicture ? .ok : .forbidden),
                    "a session alone is no right to \(path)")
                #expect(try await Self.status(client, "/early/\(house.package)/\(path)") == .forbidden)
            }
        }
    }

    private final class Keeper: AddressKeeper {
        let isOpen = Mutex(true)
        let asked = Mutex(0)

        func opens(_ address: Grant) async throws -> Bool {
            asked.withLock { $0 += 1 }
            return isOpen.withLock { $0 } && address.stream == "a"
        }
    }

    @Test func anAddressThatSomebodyCopiedIsAskedAboutForEveryFile() async throws {
        let keeper = Keeper()
        let folder = try house.addressFolder()
        try await house.app(keeper: keeper).test(.live) { [house] client async throws -> Void in
            // More often than a file needs to be at hand for the quick way.
            for count in 1...5 {
                #expect(try await client.execute(uri: "\(folder)/\(DeliveryHouse.filmPath)", method: .get).status == .ok)
                #expect(keeper.asked.withLock { $0 } == count)
            }
            #expect(
                try await Self.status(client, house.filmAddress, [.cookie: "__Secure-kn_m=\(folder.split(separator: "/")[1])"])
                    == .forbidden)
            keeper.isOpen.withLock { $0 = false }
            #expect(try await Self.status(client, "\(folder)/\(DeliveryHouse.filmPath)") == .forbidden)
            keeper.isOpen.withLock { $0 = true }
            house.time.advance(by: .seconds(3600))
            #expect(try await Self.status(client, "\(folder)/\(DeliveryHouse.filmPath)") == .forbidden)
        }
        try await house.app().test(.live) { [house] client async throws -> Void in
            #expect(
                try await Self.status(client, "\(try house.addressFolder())/\(DeliveryHouse.filmPath)") == .forbidden,
                "nobody keeps addresses")
        }
    }

    @Test func withAGrantEveryFileIs() async throws {
        let paths = try house.paths
        try await house.app().test(.live) { [house] client async throws -> Void in
            for path in paths {
                let byCookie = try await client.execute(
                    uri: "/media/\(house.package)/\(path)", method: .get, headers: [.cookie: try house.cookie()])
                #expect(byCookie.status == .ok, "\(path)")
                let byPath = try await client.execute(uri: "/m/\(try house.grant())/\(house.package)/\(path)", method: .get)
                #expect(byPath.status == .ok && byPath.body == byCookie.body, "\(path)")
                for response in [byCookie, byPath] {
                    #expect(response.headers[.cacheControl]?.hasPrefix("private") == true)
                    #expect(response.headers[HTTPField.Name("Cross-Origin-Resource-Policy")!] == "same-origin")
                }
                #expect(byPath.headers[HTTPField.Name("Referrer-Policy")!] == "no-referrer")
            }
        }
    }

    @Test func partsAndHeadsAreServedBehindAGrantInTheAddress() async throws {
        try await house.app().test(.live) { [house] client async throws -> Void in
            let address = "/m/\(try house.grant())/\(house.package)/\(DeliveryHouse.filmPath)"
            let part = try await client.execute(uri: address, method: .get, headers: [.range: "bytes=10-19"])
            #expect(part.status == .partialContent && Data(part.body.readableBytesView) == house.film[10..<20])
            let head = try await client.execute(uri: address, method: .head)
            #expect(head.status == .ok && head.headers[.contentLength] == "1000" && head.body.readableBytes == 0)
        }
    }

    @Test func whatIsNoGrantForThisOpensNothing() async throws {
        let other = try DeliveryHouse()
        let bad = [
            try house.grant(.package(PackageID("fedcba9876543210fedcba9876543210"))), try house.grant(.early(job: house.package.rawValue)),
            try house.grant(life: .zero), try house.grant(life: .seconds(-1)), try other.grant(), String(try house.grant().dropLast()),
            "x", "%00", "..", "%2e%2e", "%2f",
        ]
        try await house.app().test(.live) { [house] client async throws -> Void in
            let port = try #require(client.port)
            for grant in bad {
                for (address, cookie) in [
                    ("/media/\(house.package)/manifest.mpd", "Cookie: __Secure-kn_m=\(grant)\r\n"),
                    ("/media/\(house.package)/manifest.mpd", "Cookie: kn_m=\(grant)\r\n"),
                    ("/m/\(grant)/\(house.package)/manifest.mpd", ""),
                ] {
                    let request = "GET \(address) HTTP/1.1\r\nHost: localhost\r\n\(cookie)Connection: close\r\n\r\n"
                    let answer = try await RawConnection.exchange(request, port: port)
                    #expect(["403", "404", "400"].contains(answer.dropFirst(9).prefix(3)), "\(address) \(cookie): \(answer.prefix(40))")
                    #expect(!answer.contains(DeliveryHouse.filler))
                }
            }
            // A good one among bad ones still counts: browsers may send an old cookie beside the new.
            let cookie = "__Secure-kn_m=\(bad[0]); \(try house.cookie())"
            #expect(try await Self.status(client, house.filmAddress, [.cookie: cookie]) == .ok)
        }
    }

    @Test func aGrantEndsWhileItsFilmPlays() async throws {
        let cookie = try house.cookie()
        try await house.app().test(.live) { [house] client async throws -> Void in
            #expect(try await Self.status(client, house.filmAddress, [.cookie: cookie]) == .ok)
            house.time.advance(by: Grant.life)
            #expect(try await Self.status(client, house.filmAddress, [.cookie: cookie]) == .forbidden)
        }
    }

    @Test func picturesArePerViewer() async throws {
        let still = "/media/\(house.package)/\(DeliveryHouse.stillPath)"
        let artwork = "/artwork/\(house.picture)"
        try await house.app(Eyes(leastAge: 12)).test(.live) { client async throws -> Void in
            for (address, refused) in [(still, HTTPResponse.Status.forbidden), (artwork, .notFound)] {
                #expect(try await Self.status(client, address, [.cookie: "__Host-kinora=grown-up"]) == .ok)
                #expect(try await Self.status(client, address, [.cookie: "__Host-kinora=child"]) == refused)
                #expect(try await Self.status(client, address, [.cookie: "__Host-kinora=nobody-chosen"]) == .forbidden)
                #expect(
                    try await Self.status(client, address, [.cookie: "__Host-kinora=stranger"])
                        == (address == still ? .forbidden : .unauthorized))
            }
        }
    }

    @Test func whoMaySeeAPictureIsAskedOnceForAWhile() async throws {
        let asked = Mutex(0)
        let memory = PictureMemory(Eyes(leastAge: 12, asked: { asked.withLock { $0 += 1 } }), time: house.time)
        let viewers = try await [
            #require(OneDoorkeeper().principal(token: "grown-up", from: RequestOrigin(address: "", agent: nil))),
            #require(OneDoorkeeper().principal(token: "child", from: RequestOrigin(address: "", agent: nil))),
        ]

        for _ in 0..<5 {
            #expect(try await memory.maySee(artwork: "a", viewers[0]))
            #expect(try await !memory.maySee(artwork: "a", viewers[1]))
        }
        #expect(asked.withLock { $0 } == 2)
        house.time.advance(by: PictureMemory.life)
        #expect(try await memory.maySee(artwork: "a", viewers[0]))
        #expect(asked.withLock { $0 } == 3)
    }

    @Test func aPackageThatIsMadeIsBehindItsOwnGrant() async throws {
        let places = PublishedPlaces(package: house.package)
        try await house.app(places: places).test(.live) { [house] client async throws -> Void in
            let folder = "/m/\(try house.grant(.early(job: "7k2")))/7k2"
            #expect(try await Self.status(client, "\(folder)/manifest.mpd") == .ok)
            #expect(try await Self.status(client, "/early/7k2/manifest.mpd", [.cookie: try house.cookie(.early(job: "7k2"))]) == .ok)
            #expect(try await Self.status(client, "/early/7k2/manifest.mpd", [.cookie: try house.cookie()]) == .forbidden)
            #expect(try await Self.status(client, "/m/\(try house.grant())/7k2/manifest.mpd") == .forbidden)
        }
    }
}

/// A queue whose every job has become one package.
private struct PublishedPlaces: EarlyPlaces {
    let package: PackageID

    func place(of job: String) async throws -> EarlyPlace? { .published(package) }
}
