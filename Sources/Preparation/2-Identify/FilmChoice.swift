import KinoraKernel

/// Decides between what a film's file and its folder say.
struct FilmChoice {
    let leaf: Name
    let own: FilmReading
    let folder: Name
    let above: FilmReading
    /// The file's name has no number and no word of a release.
    let isScrambled: Bool

    /// Names that tell nothing.
    private static let blank: Set<String> = ["film", "movie", "video", "main", "feature", "videots", "index", "file", "untitled"]

    var understanding: Understanding {
        if let label = VersionLabel.of(leaf.bytes, in: folder.bytes), above.title != nil {
            return asVersion(label)
        }
        if own.year != nil || !own.ids.isEmpty { return withFolder(own) }
        let isBlank = own.title.map { Self.blank.contains(Folded.text($0)) } ?? true
        guard above.title != nil else { return withFolder(own) }
        if isBlank { return withFolder(folderReading) }
        guard above.isComplete else { return withFolder(own) }
        if isScrambled && !own.hasKnownWords || isRelated || isAbbreviated { return withFolder(folderReading) }
        var film = Self.film(own)
        let (mine, theirs) = (film.summary, Self.film(above).summary)
        film.doubt("The file’s name reads as “\(mine)”, its folder’s as “\(theirs)”; the file’s is taken.", instead: theirs)
        return film
    }

    private func asVersion(_ label: String) -> Understanding {
        var film = Self.film(folderReading)
        film.version = own.part == nil && !label.isEmpty ? label : nil
        if own.part != nil, let suffix = PartSuffix(leaf), suffix.start > folder.bytes.count {
            let before = Array(leaf.bytes[..<suffix.start])
            film.version = VersionLabel.of(Name(before).trimmedEnd, in: folder.bytes).flatMap { $0.isEmpty ? nil : $0 }
        }
        return film
    }

    /// The folder's title and year with what only the file tells.
    private var folderReading: FilmReading {
        var reading = above
        reading.edition = own.edition ?? above.edition
        reading.stereo = own.stereo ?? above.stereo
        reading.part = own.part ?? above.part
        reading.ids = above.ids.merging(own.ids) { $1 }
        return reading
    }

    /// The file's reading with the ids and edition of a folder that means the same film.
    private func withFolder(_ reading: FilmReading) -> Understanding {
        var reading = reading
        let isSame = isRelated || reading.title == above.title || above.title == nil
        let (own, folder) = (reading, above)
        if isSame {
            reading.ids = above.ids.merging(reading.ids) { $1 }
            if reading.year == nil { reading.year = above.year }
            if reading.edition == nil, reading.year == above.year { reading.edition = above.edition }
        }
        var film = Self.film(reading)
        if isSame { Self.noteConflicts(of: own, with: folder, in: &film) }
        return film
    }

    private static func noteConflicts(of file: FilmReading, with folder: FilmReading, in film: inout Understanding) {
        if let mine = file.year, let theirs = folder.year, mine != theirs, file.title == folder.title {
            film.doubt("The file says \(mine), its folder \(theirs); the file’s year is taken.")
        }
        for (provider, mine) in file.ids.sorted(by: { $0.key < $1.key }) {
            guard let theirs = folder.ids[provider], theirs != mine else { continue }
            film.doubt("The file says \(provider) \(mine), its folder \(theirs); the file’s is taken.")
        }
    }

    /// Whether one title contains the other.
    private var isRelated: Bool {
        guard let mine = own.title.map(Folded.text), let theirs = above.title.map(Folded.text), !mine.isEmpty, !theirs.isEmpty else {
            return false
        }
        return mine == theirs || mine.hasSuffix(theirs) || mine.hasPrefix(theirs) && !(mine.utf8.last.map(Byte.isDigit) ?? false)
            || theirs.hasPrefix(mine)
    }

    static func film(_ reading: FilmReading) -> Understanding {
        var film = Understanding(.film)
        film.title = reading.title
        film.year = reading.year
        film.edition = reading.edition
        film.stereo = reading.stereo
        film.part = reading.part
        film.ids = reading.ids
        if let other = reading.otherTitle {
            film.doubt("The \(reading.year ?? 0) in front is taken for the year; it could belong to the title.", instead: other)
        }
        return film
    }

    /// `abc-f452.1080p` in the folder of a release: groups shorten names of files and write them out for folders.
    private var isAbbreviated: Bool {
        guard !leaf.hasSpaces, own.year == nil, let title = own.title, !title.contains(" "), title.utf8.contains(where: Byte.isDigit),
            !title.utf8.contains(where: { (65...90).contains($0) })
        else { return false }
        return folder.words.indices.contains { NoiseWords.strength(of: $0, in: folder) == .strong }
    }
}

extension Name {
    /// The bytes without separators at the end.
    var trimmedEnd: [UInt8] {
        var end = bytes.count
        while end > 0, [Byte.space, Byte.dot, Byte.dash, Byte.underscore].contains(bytes[end - 1]) { end -= 1 }
        return Array(bytes[..<end])
    }
}
