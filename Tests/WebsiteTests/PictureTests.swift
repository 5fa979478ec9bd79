import Foundation
import Hummingbird
import HummingbirdTesting
import KinoraCatalogue
import NIOCore
import Testing

@testable import KinoraWebsite

@Suite("Pictures on pages")
struct PictureTests {
    private func artwork(_ widths: [Int], height: (Int) -> Int, plain: String = "jpg") throws -> Artwork {
        let sizes = widths.map { width in
            let digits = String(repeating: String(width % 10), count: 60) + String(width, radix: 16) + "0000"
            let name = String(digits.prefix(64))
            return Artwork.Size(width: width, height: height(width), webp: name + ".webp", plain: name + ".\(plain)")
        }
        return try #require(Artwork(sizes: sizes))
    }

    private func page(_ address: String, of house: SampleHouse) async throws -> String {
        try await house.app().test(.router) { client in
            String(buffer: try await client.execute(uri: address, method: .get, headers: [.accept: "text/html"]).body)
        }
    }

    @Test func browsersChooseAmongSizesAndFormatsAndNothingMoves() async throws {
        let house = try await SampleHouse()
        var description = Description(title: "Harbour Lights", year: 2021)
        description.poster = try artwork([160, 320, 480, 960], height: { $0 * 3 / 2 })
        description.backdrop = try artwork([320, 640, 960, 1920], height: { $0 * 9 / 16 })
        description.logo = try artwork([320, 640], height: { $0 / 4 }, plain: "png")
        let id = try await house.film(description)

        for address in [Place.film(id).address, Place.home.address] {
            let text = try await page(address, of: house)
            let images = text.matches(of: #/<img[^>]*>/#).map { String($0.output) }
            #expect(!images.isEmpty)
            for image in images {
                for part in ["width=\"", "height=\"", "alt=\"", "srcset=\"/artwork/", "sizes=\""] {
                    #expect(image.contains(part), "\(image)")
                }
            }
            #expect(text.contains("<source type=\"image/webp\" srcset=\"/artwork/"))
            #expect(text.contains(" 1920w\""))
        }
        let page = try await self.page(Place.film(id).address, of: house)
        #expect(page.contains("alt=\"Poster of Harbour Lights\""))
        #expect(page.contains(#/<h1 class="banner-title"><picture>.*alt="Harbour Lights"/#))
        #expect(page.contains(".png 640w"))
    }

    @Test func aPictureOfOneSizeIsShownAsItIs() throws {
        let picture = try #require(Picture(Artwork(file: "a.jpg", width: 800, height: 1200), as: .card))
        #expect(picture.choice == nil)
        #expect(picture.address == "/artwork/a.jpg")
        #expect((picture.width, picture.height) == (800, 1200))
    }

    @Test func whoChoosesNothingGetsAFileOfTheRightSize() throws {
        let poster = try artwork([160, 320, 480, 960], height: { $0 * 3 / 2 })
        #expect(Picture(poster, as: .card)?.width == 320)
        #expect(Picture(poster, as: .titlePoster)?.width == 480)
        #expect(Picture(try artwork([960], height: { $0 }), as: .card)?.width == 960)
    }
}
