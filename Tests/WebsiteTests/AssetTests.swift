import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import KinoraWebsite

@Suite("Style sheets, modules and icons")
struct AssetTests {
    @Test func homeWeighsLessThanAHundredKilobytes() async throws {
        let assets = try await SampleHouse().website.pages.assets

        let weight = try ["site.css", "site.js"].map { try #require(assets.size(of: $0)) }.reduce(0, +)

        #expect(weight < 100_000)
    }

    @Test func thePresentVersionIsKeptForGoodAndAnotherIsNot() async throws {
        let house = try await SampleHouse()
        try await house.app().test(.router) { client in
            let address = house.website.pages.assets.address
            let present = try await client.execute(uri: "\(address)/site.css", method: .get)
            #expect(present.status == .ok && present.headers[.contentType] == "text/css; charset=utf-8")
            #expect(present.headers[.cacheControl] == "public, max-age=31536000, immutable")

            let other = try await client.execute(uri: "/assets/0000/site.css", method: .get)
            #expect(other.headers[.cacheControl] == "no-cache")
            #expect(other.body == present.body)

            let tag = try #require(present.headers[.eTag])
            #expect(try await client.execute(uri: "\(address)/site.css", method: .get, headers: [.ifNoneMatch: tag]).status == .notModified)
        }
    }

    @Test func everyAssetThatAPageNamesIsThere() async throws {
        let house = try await SampleHouse()
        try await house.app().test(.router) { client in
            for page in ["/", "/films", "/preparation", "/nowhere"] {
                let text = String(buffer: try await client.execute(uri: page, method: .get, headers: [.accept: "text/html"]).body)
                let named = text.matches(of: /(?:href|src)="(\/assets\/[^"]+)"/).map { String($0.1) }
                #expect(named.count >= 3, "\(page)")
                for address in named { #expect(try await client.execute(uri: address, method: .get).status == .ok, "\(address)") }
            }
        }
    }

    @Test func onlyAssetsAreServed() async throws {
        try await SampleHouse().app().test(.router) { client in
            for path in ["../Templates/home.mustache", "..%2fTemplates%2fhome.mustache", "site.css/", "", "site.css%00"] {
                let status = try await client.execute(uri: "/assets/x/\(path)", method: .get).status
                #expect(status == .notFound || path == "site.css/", "\(path)")
            }
        }
    }
}
