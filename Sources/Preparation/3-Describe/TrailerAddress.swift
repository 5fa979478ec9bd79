import Foundation

/// The page of a trailer, of what files and providers write: an address, or the words by which Kodi calls its YouTube plug-in.
package enum TrailerAddress {
    /// Bytes.
    private static let longest = 300

    /// Nil for anything that is no page on the web. Always `https`.
    static func of(_ text: String) -> String? {
        if text.hasPrefix("plugin://plugin.video.youtube") { return plugIn(text) }
        guard text.utf8.count <= longest, let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host, host.contains("."), parts.user == nil, parts.password == nil
        else { return nil }
        var secure = parts
        secure.scheme = "https"
        return secure.string
    }

    package static func youTube(_ id: String) -> String? {
        guard (6...20).contains(id.utf8.count), id.utf8.allSatisfy({ isIDByte($0) }) else { return nil }
        return "https://www.youtube.com/watch?v=\(id)"
    }

    private static func plugIn(_ text: String) -> String? {
        for mark in ["videoid=", "video_id="] {
            guard let place = text.firstRange(of: mark) else { continue }
            return youTube(String(decoding: text[place.upperBound...].utf8.prefix { isIDByte($0) }, as: UTF8.self))
        }
        return nil
    }

    private static func isIDByte(_ byte: UInt8) -> Bool {
        Byte.isLetter(byte) || Byte.isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
}
