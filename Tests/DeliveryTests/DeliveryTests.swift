import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraMedia
import NIOCore
import Testing

@testable import KinoraDelivery

@Suite("Packages over HTTP", .timeLimit(.minutes(10)))
struct DeliveryTests {
    private let house: DeliveryHouse

    init() throws {
        house = try DeliveryHouse()
    }

    private func get(_ headers: HTTPFields = [:], method: HTTPRequest.Method = .get) async throws -> TestResponse {
        var headers = headers
        headers[.cookie] = try house.cookie()
        return try await house.app().test(.live) { [house, headers] in
            try await $0.execute(uri: house.filmAddress, method: method, headers: headers)
        }
    }

    @Test func aFileComesWholeWithWhatIsSaidAboutIt() async throws {
        let response = try await get()

        #expect(response.status == .ok)
        #expect(Data(response.body.readableBytesView) == house.film)
        #expect(response.headers[.contentType] == "video/mp4")
        #expect(response.headers[.contentLength] == "1000")
        #expect(response.headers[.acceptRanges] == "bytes")
        #expect(response.headers[.cacheControl] == "private, max-age=31536000, immutable")
        #expect(response.headers[.eTag]?.hasPrefix("\"") == true)
        #expect(response.headers[HTTPField.Name("Cross-Origin-Resource-Policy")!] == "same-origin")
    }

    @Test(arguments: [
        ("bytes=0-99", 0..<100, "bytes 0-99/1000"), ("bytes=900-", 900..<1000, "bytes 900-999/1000"),
        ("bytes=-10", 990..<1000, "bytes 990-999/1000"), ("bytes=990-5000", 990..<1000, "bytes 990-999/1000"),
    ])
    func aPartComesAsAsked(range: String, bytes: Range<Int>, contentRange: String) async throws {
        let response = try await get([.range: range])

        #expect(response.status == .partialContent)
        #expect(Data(response.body.readableBytesView) == house.film[bytes])
        #expect(response.headers[.contentRange] == contentRange)
        #expect(response.headers[.contentLength] == String(bytes.count))
        #expect(response.headers[.contentType] == "video/mp4")
    }

    @Test func aPartThatIsNotThereIsRefusedWithTheSize() async throws {
        let response = try await get([.range: "bytes=1000-"])

        #expect(response.status == .rangeNotSatisfiable)
        #expect(response.headers[.contentRange] == "bytes */1000")
        #expect(response.body.readableBytes == 0)
    }

    @Test(arguments: ["bytes=0-1,4-5", "bytes=5-1", "pages=1-2"])
    func whatMayBeIgnoredIs(range: String) async throws {
        let response = try await get([.range: range])

        #expect(response.status == .ok)
        #expect(Data(response.body.readableBytesView) == house.film)
    }

    @Test func aKnownFileIsNotSentAgain() async throws {
        let tag = try #require(try await get().headers[.eTag])

        for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
            let response = try await get([.ifNoneMatch: known, .range: "bytes=0-1"])
            #expect(response.status == .notModified)
            #expect(response.headers[.eTag] == tag)
            #expect(response.body.readableBytes == 0)
        }
        #expect(try await get([.ifNoneMatch: "\"other\""]).status == .ok)
    }

    @Test func aPartOfAnotherVersionIsNotSent() async throws {
        let tag = try #require(try await get().headers[.eTag])

        #expect(try await get([.range: "bytes=0-1", .ifRange: tag]).status == .partialContent)
        #expect(try await get([.range: "bytes=0-1", .ifRange: "\"other\""]).status == .ok)
        #expect(try await get([.range: "bytes=0-1", .ifRange: "W/\(tag)"]).status == .ok)
        #expect(try await get([.range: "bytes=0-1", .ifRange: "Wed, 21 Oct 2026 07:28:00 GMT"]).status == .ok)
        #expect(try await get([.ifMatch: "\"other\""]).status == .preconditionFailed)
        #expect(try await get([.ifMatch: tag]).status == .ok)
    }

    @Test func headSaysTheSameWithoutTheBytes() async throws {
        let response = try await get([.range: "bytes=0-1"], method: .head)

        #expect(response.status == .ok)
        #expect(response.headers[.contentLength] == "1000")
        #expect(response.headers[.contentType] == "video/mp4")
        #expect(response.body.readableBytes == 0)
    }

    @Test func onlyReadingIsPossible() async throws {
        let response = try await get([HTTPField.Name("Sec-Fetch-Site")!: "same-origin"], method: .delete)

        #expect(response.status == .methodNotAllowed)
        #expect(response.headers[.allow] == "GET, HEAD")
    }

    @Test func aDamagedPackageIsOurFaultAndSaysNothing() async throws {
        try FileManager.default.removeItem(at: house.filmFile)

        let response = try await get()

        #expect(response.status == .internalServerError)
        #expect(response.body.readableBytes == 0)
    }

    @Test func artworkIsServedByItsNameAlone() async throws {
        let link = house.root.appending(path: "artwork/\(String(repeating: "a", count: 64)).png")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: house.root.appending(path: "secret.txt"))
        try house.write(Data("x".utf8), to: "artwork/notes.txt")

        try await house.app().test(.live) { [house] client in
            let picture = try await client.execute(
                uri: "/artwork/\(house.picture)", method: .get, headers: [.cookie: "__Host-kinora=grown-up"])
            #expect(picture.status == .ok)
            #expect(picture.headers[.contentType] == "image/jpeg")
            #expect(String(buffer: picture.body) == "a picture")

            let others = [
                link.lastPathComponent, "notes.txt", house.picture.uppercased(), house.picture + ".jpg", "..", "%2e%2e%2fsecret.txt", "x",
            ]
            for name in others {
                #expect(
                    try await client.execute(
                        uri: "/artwork/\(name)", method: .get, headers: [.cookie: "__Host-kinora=grown-up"]
                    ).status == .notFound, "\(name)")
            }
        }
    }
}
