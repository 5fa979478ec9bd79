import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraCatalogue
import KinoraKernel
import KinoraMedia
import Testing

@testable import KinoraDelivery

@Suite("No path leaves the package", .timeLimit(.minutes(10)))
struct HostilePathTests {
    private static let paths = [
        "../secret.txt", "../../secret.txt", "v-360/../../../secret.txt", "v-360/..%2f..%2f..%2fsecret.txt", "%2e%2e/%2e%2e/secret.txt",
        "..%2f..%2fsecret.txt", "..%5c..%5csecret.txt", "..\\..\\secret.txt", "v-360%2fmedia.mp4", "v-360//media.mp4", "/v-360/media.mp4",
        "./v-360/media.mp4", "v-360/./media.mp4", "v-360/media.mp4/", "v-360/media.mp4%00", "v-360/media.mp4%00.vtt", "v-360/%6dedia.mp4",
        "v-360/media.mp4;x", "%252e%252e/secret.txt", "..;/secret.txt", "v-360/link.mp4", "link/secret.txt", "V-360/media.mp4",
        "v-360/media.mp4%20", "v-360", "v-360/", ".", "..", "...", "%c0%ae%c0%ae/secret.txt", "%u002e%u002e/secret.txt", "",
    ]

    @Test func whateverIsTriedIsNotFound() async throws {
        let house = try DeliveryHouse()
        let folder = house.filmFile.deletingLastPathComponent()
        let secret = house.root.appending(path: "secret.txt")
        try FileManager.default.createSymbolicLink(at: folder.appending(path: "link.mp4"), withDestinationURL: secret)
        try FileManager.default.createSymbolicLink(
            at: folder.deletingLastPathComponent().appending(path: "link"), withDestinationURL: house.root)

        try await house.app().test(.live) { client in
            let port = try #require(client.port)
            for path in Self.paths {
                let request =
                    "GET /media/\(house.package)/\(path) HTTP/1.1\r\nHost: localhost\r\nCookie: \(try house.cookie())\r\nConnection: close\r\n\r\n"
                let answer = try await RawConnection.exchange(request, port: port)
                #expect(answer.hasPrefix("HTTP/1.1 404") || answer.hasPrefix("HTTP/1.1 400"), "\(path): \(answer.prefix(40))")
                #expect(!answer.contains(DeliveryHouse.secret), "\(path)")
            }
        }
    }

    @Test func aListedFileThatBecameALinkIsNotFollowed() async throws {
        let house = try DeliveryHouse()
        try FileManager.default.removeItem(at: house.filmFile)
        try FileManager.default.createSymbolicLink(at: house.filmFile, withDestinationURL: house.root.appending(path: "secret.txt"))

        try await house.app().test(.live) { client in
            let response = try await client.execute(uri: house.filmAddress, method: .get, headers: [.cookie: try house.cookie()])
            #expect(response.status == .internalServerError)
            #expect(!String(buffer: response.body).contains(DeliveryHouse.secret))
        }
    }

    @Test(arguments: ["..", "../../etc", "ABCDEF0123456789", "%2e%2e", "short", "0123456789abcdef0123456789abcdee"])
    func aPackageThatIsNoneIsNotFound(package: String) async throws {
        let house = try DeliveryHouse()
        try await house.app().test(.live) { client in
            let port = try #require(client.port)
            let cookie = try house.cookie(.package(PackageID(package)))
            let request =
                "GET /media/\(package)/package.json HTTP/1.1\r\nHost: localhost\r\nCookie: \(cookie)\r\nConnection: close\r\n\r\n"
            let answer = try await RawConnection.exchange(request, port: port)
            #expect(answer.hasPrefix("HTTP/1.1 404") || answer.hasPrefix("HTTP/1.1 403"), "\(answer.prefix(40))")
        }
    }

    @Test func theSameHoldsBehindAGrantInTheAddress() async throws {
        let house = try DeliveryHouse()
        try await house.app().test(.live) { client in
            let port = try #require(client.port)
            for path in Self.paths {
                let request =
                    "GET /m/\(try house.grant())/\(house.package)/\(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                let answer = try await RawConnection.exchange(request, port: port)
                #expect(["403", "404", "400"].contains(answer.dropFirst(9).prefix(3)), "\(path): \(answer.prefix(40))")
                #expect(!answer.contains(DeliveryHouse.secret), "\(path)")
            }
        }
    }
}
