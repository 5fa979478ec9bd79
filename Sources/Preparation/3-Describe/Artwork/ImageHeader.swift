/// Kind and size of a picture, read from its first bytes alone: JPEG (ISO/IEC 10918-1), PNG (ISO/IEC 15948), WebP (RFC 9649).
package struct ImageHeader: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case jpg, png, webp
    }

    package var kind: Kind
    package var width: Int
    package var height: Int

    /// Pixels on a side; more is no artwork.
    package static let longestSide = 16_384

    /// Nil for anything but a picture of these kinds, of a size between 1 and `longestSide`.
    package init?(_ bytes: [UInt8]) {
        let found = Self.png(bytes) ?? Self.jpeg(bytes) ?? Self.webp(bytes)
        guard let found, (1...Self.longestSide).contains(found.width), (1...Self.longestSide).contains(found.height) else { return nil }
        self = found
    }

    private init(kind: Kind, width: Int, height: Int) {
        self.kind = kind
        self.width = width
        self.height = height
    }

    private static func png(_ bytes: [UInt8]) -> ImageHeader? {
        guard bytes.count >= 33, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
            bytes[12..<16].elementsEqual("IHDR".utf8),
            bytes[16] == 0, bytes[20] == 0
        else { return nil }
        return ImageHeader(kind: .png, width: big(bytes, 17, 3), height: big(bytes, 21, 3))
    }

    /// Goes from marker to marker until a start of frame tells the size.
    private static func jpeg(_ bytes: [UInt8]) -> ImageHeader? {
        guard bytes.starts(with: [0xFF, 0xD8, 0xFF]) else { return nil }
        var index = 2
        while index + 9 < bytes.count {
            guard bytes[index] == 0xFF else { return nil }
            let marker = bytes[index + 1]
            if marker == 0xFF {
                index += 1
                continue
            }
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                return ImageHeader(kind: .jpg, width: big(bytes, index + 7, 2), height: big(bytes, index + 5, 2))
            }
            // The picture's data begins, or it ends, without a frame.
            guard marker != 0xDA, marker != 0xD9, marker != 0 else { return nil }
            let isAlone = marker == 0x01 || (0xD0...0xD7).contains(marker)
            let length = isAlone ? 0 : big(bytes, index + 2, 2)
            guard isAlone || length >= 2 else { return nil }
            index += 2 + length
        }
        return nil
    }

    private static func webp(_ bytes: [UInt8]) -> ImageHeader? {
        guard bytes.count >= 30, bytes.starts(with: "RIFF".utf8), bytes[8..<12].elementsEqual("WEBP".utf8) else { return nil }
        switch String(decoding: bytes[12..<16], as: UTF8.self) {
        case "VP8X":
            return ImageHeader(kind: .webp, width: little(bytes, 24, 3) + 1, height: little(bytes, 27, 3) + 1)
        case "VP8L":
            guard bytes[20] == 0x2F else { return nil }
            let bits = little(bytes, 21, 4)
            return ImageHeader(kind: .webp, width: (bits & 0x3FFF) + 1, height: (bits >> 14 & 0x3FFF) + 1)
        case "VP8 ":
            guard bytes[23] == 0x9D, bytes[24] == 0x01, bytes[25] == 0x2A else { return nil }
            return ImageHeader(kind: .webp, width: little(bytes, 26, 2) & 0x3FFF, height: little(bytes, 28, 2) & 0x3FFF)
        default: return nil
        }
    }

    private static func big(_ bytes: [UInt8], _ index: Int, _ count: Int) -> Int {
        bytes[index..<(index + count)].reduce(0) { $0 << 8 | Int($1) }
    }

    private static func little(_ bytes: [UInt8], _ index: Int, _ count: Int) -> Int {
        bytes[index..<(index + count)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
