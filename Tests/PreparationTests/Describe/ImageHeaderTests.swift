import Foundation
import KinoraPreparation
import Testing

@Suite("A picture's kind and size are read from its bytes")
struct ImageHeaderTests {
    @Test("of the kinds that are kept")
    func kinds() {
        #expect(ImageHeader([UInt8](Pictures.png(600, 900)))?.kind == .png)
        let jpeg = ImageHeader([UInt8](Pictures.jpeg(1920, 1080)))
        #expect(jpeg?.kind == .jpg)
        #expect(jpeg?.width == 1920)
        #expect(jpeg?.height == 1080)
        #expect(ImageHeader([UInt8](Pictures.webp(500, 750)))?.height == 750)
    }

    @Test("anything else is none, however short it is cut")
    func others() {
        for data in [Pictures.png(10, 10), Pictures.jpeg(10, 10), Pictures.webp(10, 10)] {
            for length in 0..<22 { #expect(ImageHeader([UInt8](data.prefix(length))) == nil) }
        }
        #expect(ImageHeader(Array("This is text.".utf8)) == nil)
        #expect(ImageHeader([UInt8](Pictures.png(0, 10))) == nil)
        #expect(ImageHeader([UInt8](Pictures.png(60_000, 10))) == nil)
        #expect(ImageHeader([0xFF, 0xD8, 0xFF, 0xE0, 0, 0] + [UInt8](repeating: 0, count: 100)) == nil)
    }
}
