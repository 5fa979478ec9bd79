/// What kind of picture a file is, by its first bytes; whether it is whole is seen when it is decoded.
enum PictureFormat: String, Codable, Hashable, Sendable {
    case jpeg, png, webp

    /// So many bytes tell it.
    static let length = 16

    init?(_ head: [UInt8]) {
        if head.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if head.count >= 12, head.starts(with: "RIFF".utf8), head[8..<12].elementsEqual("WEBP".utf8) {
            self = .webp
        } else {
            return nil
        }
    }
}
