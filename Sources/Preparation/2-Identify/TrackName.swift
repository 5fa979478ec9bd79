/// Finds what a subtitle's or sound track's name says behind its video's name, when the video itself is not at hand.
enum TrackName {
    /// - Parameter folders: from the top down.
    static func fields(_ stem: Name, folders: [Name], markEnd: Int?) -> TrackFields {
        if let last = folders.last,
            SeriesFolders.isSubtitleFolder(last) || folders.dropLast().last.map(SeriesFolders.isSubtitleFolder) == true
        {
            return TrackFields(behindNumber(stem.bytes))
        }
        for candidate in stems(of: folders.last) where stem.bytes.starts(with: candidate) {
            let rest = Array(stem.bytes[candidate.count...])
            if rest.isEmpty || [Byte.dot, Byte.dash, Byte.underscore].contains(rest[0]) { return TrackFields(rest) }
        }
        return TrackFields(tail(stem.bytes, from: markEnd ?? 0))
    }

    /// How the video could be called: like its folder, with or without year and ids.
    private static func stems(of folder: Name?) -> [[UInt8]] {
        guard let folder else { return [] }
        let title = FilmReading(folder, latestYear: 2099).title.map { Array($0.utf8) }
        return [folder.bytes] + (title.map { [$0] } ?? [])
    }

    /// The last pieces of the name, as far to the left as something known stands, with at most one unknown piece (the label) among them.
    private static func tail(_ bytes: [UInt8], from: Int) -> [UInt8] {
        var start = bytes.count
        var end = bytes.count
        var unknown = 0
        var index = bytes.count
        while index > from {
            index -= 1
            guard index == from || [Byte.dot, Byte.dash, Byte.underscore].contains(bytes[index]) else { continue }
            let begin = [Byte.dot, Byte.dash, Byte.underscore].contains(bytes[index]) ? index + 1 : index
            guard begin > 0 else { break }
            let piece = String(decoding: bytes[begin..<max(begin, end)], as: UTF8.self)
            if TrackFields.isKnown(piece.trimmingSpaces) {
                start = begin
            } else {
                unknown += 1
                if unknown > 1 { break }
            }
            end = index
        }
        return Array(bytes[start...])
    }

    static func behindNumber(_ stem: [UInt8]) -> [UInt8] {
        let rest = stem.drop(while: Byte.isDigit)
        guard rest.count < stem.count, let first = rest.first, !Byte.isWord(first) else { return stem }
        return Array(rest)
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(drop(while: { $0 == " " }).reversed().drop(while: { $0 == " " }).reversed())
    }
}
