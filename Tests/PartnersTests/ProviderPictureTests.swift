import Foundation
import KinoraPreparation
import NIOCore
import Testing

@testable import KinoraPartners

@Suite("Pictures are fetched from providers alone", .timeLimit(.minutes(10)))
struct ProviderPictureTests {
    private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    private func peer() async throws -> PartnerPeer {
        try await PartnerPeer { asked, _ in
            switch asked.path {
            case "/t/p/original/a.jpg": .bytes(Self.png, type: "image/png")
            case "/t/p/original/page.jpg": .bytes(Array("<html>".utf8), type: "text/html")
            case "/t/p/original/away.jpg": .json("", status: 503)
            case "/t/p/original/once.jpg": .json("", status: 302, headers: ["Location": "/t/p/original/a.jpg"])
            case "/t/p/original/round.jpg": .json("", status: 302, headers: ["Location": "/t/p/original/round.jpg"])
            case "/t/p/original/inside.jpg": .json("", status: 302, headers: ["Location": "http://127.0.0.1:22/x.jpg"])
            case "/t/p/original/outside.jpg": .json("", status: 302, headers: ["Location": "https://pictures.example/x.jpg"])
            case "/t/p/original/above.jpg": .json("", status: 302, headers: ["Location": "/admin"])
            case "/t/p/original/endless.jpg": .flood
            default: .json("", status: 404)
            }
        }
    }

    private func fetcher(_ peer: PartnerPeer) throws -> ProviderPictures {
        ProviderPictures(try PartnerAddress(peer.url + "/t/p").unwrapped, limits: Answers.quick)
    }

    @Test func theConfiguredServerIsAskedWhereverItStands() async throws {
        let peer = try await peer()

        #expect(try await fetcher(peer).picture(at: peer.url + "/t/p/original/a.jpg") == Self.png)
        #expect(try await fetcher(peer).picture(at: peer.url + "/t/p/original/once.jpg") == Self.png)
        try await peer.close()
    }

    @Test(
        "other things than pictures, endless ones, circles and ways out are refused",
        arguments: ["page", "../../../admin", "round", "inside", "outside", "above", "endless", "missing"])
    func refused(name: String) async throws {
        let peer = try await peer()

        let trouble = await #expect(throws: ArtworkTrouble.self) {
            try await fetcher(peer).picture(at: peer.url + "/t/p/original/\(name).jpg")
        }

        if name == "endless" {
            #expect(trouble == .tooLarge)
        } else if case .unreadable? = trouble {
        } else {
            Issue.record("\(trouble as Any)")
        }
        #expect(peer.count("/admin") == 0)
        #expect(peer.count("/t/p/original/round.jpg") <= 4)
        try await peer.close()
    }

    @Test func whatMayBeThereLaterIsTriedLater() async throws {
        let peer = try await peer()

        let trouble = await #expect(throws: ArtworkTrouble.self) {
            try await fetcher(peer).picture(at: peer.url + "/t/p/original/away.jpg")
        }

        if case .later? = trouble {} else { Issue.record("\(trouble as Any)") }
        try await peer.close()
    }

    @Test(
        "no other server is asked, however it is spelled",
        arguments: [
            "http://image.tmdb.org/t/p/a.jpg", "https://image.tmdb.org.evil.example/a.jpg", "https://evilmedia-amazon.com/a.jpg",
            "https://127.0.0.1/a.jpg", "https://[::1]/a.jpg", "https://localhost/a.jpg", "https://image.tmdb.org:8443/a.jpg",
            "https://user@image.tmdb.org/a.jpg", "file:///etc/passwd", "", "/a.jpg", "https://169.254.169.254/latest",
        ])
    func elsewhere(address: String) async throws {
        let fetcher = ProviderPictures(try PartnerAddress("https://image.tmdb.org/t/p").unwrapped, limits: Answers.quick)

        let trouble = await #expect(throws: ArtworkTrouble.self) { try await fetcher.picture(at: address) }

        if case .unreadable? = trouble {} else { Issue.record("\(trouble as Any)") }
    }

    @Test(
        "private addresses",
        arguments: [
            "10.1.2.3", "127.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
            "255.255.255.255", "198.18.0.1", "192.0.2.1", "::1", "::", "fe80::1", "fd00::1", "ff02::1", "::ffff:127.0.0.1",
            "64:ff9b::a00:1",
            "2001:db8::1", "2002:7f00:1::",
        ])
    func privateAddresses(address: String) throws {
        #expect(!PublicAddress.isPublic(try SocketAddress(ipAddress: address, port: 443)))
    }

    @Test(
        "public addresses",
        arguments: ["1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:1.1.1.1", "2001:4860:4860::8888"])
    func publicAddresses(address: String) throws {
        #expect(PublicAddress.isPublic(try SocketAddress(ipAddress: address, port: 443)))
    }
}
