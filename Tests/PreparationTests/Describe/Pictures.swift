import Foundation

/// Headers of pictures, enough to tell their kind and size.
enum Pictures {
    static func png(_ width: Int, _ height: Int, salt: UInt8 = 0) -> Data {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
        return Data(signature + big(width, 4) + big(height, 4) + [8, 2, 0, 0, 0, 0, 0, 0, 0, salt])
    }

    static func jpeg(_ width: Int, _ height: Int, salt: UInt8 = 0) -> Data {
        let start: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF".utf8) + [UInt8](repeating: 0, count: 10)
        let tables: [UInt8] = [0xFF, 0xDB, 0, 3, salt]
        return Data(start + tables + [0xFF, 0xC0, 0, 17, 8] + big(height, 2) + big(width, 2) + [3, 1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1])
    }

    static func webp(_ width: Int, _ height: Int) -> Data {
        let start = Array("RIFF".utf8) + [22, 0, 0, 0] + Array("WEBPVP8X".utf8) + [10, 0, 0, 0, 0, 0, 0, 0]
        return Data(start + little(width - 1, 3) + little(height - 1, 3) + [0, 0])
    }

    private static func big(_ value: Int, _ count: Int) -> [UInt8] { little(value, count).reversed() }
    private static func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 255) } }
}
