/// Which colour, pattern and size of type a title gets, always the same ones.
enum TypeSetting {
    static let tones = 12
    static let patterns = 6

    static func classes(for title: String) -> String {
        let hash = fold(title)
        return "tone-\(hash % UInt64(tones)) cut-\(hash / UInt64(tones) % UInt64(patterns)) \(size(of: title))"
    }

    /// Long words need small type as much as long titles do.
    static func size(of title: String) -> String {
        let longestWord = title.split(separator: " ").map(\.count).max() ?? 0
        return switch (title.count, longestWord) {
        case (...14, ...5): "set-xl"
        case (...26, ...7): "set-l"
        case (...60, ...10): "set-m"
        default: "set-s"
        }
    }

    /// FNV-1a, 64 bits: stable from start to start, unlike Swift's own hashes.
    private static func fold(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 } >> 8
    }
}
