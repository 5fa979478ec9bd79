import KinoraKernel

/// A subtitle or sound track in a file of its own beside a video.
package struct Companion: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Sendable { case subtitle, audio }

    package var kind: Kind
    /// Relative to the library, as in `Source.path` (the text form of `FilePath`).
    package var path: String
    /// `und` where the name tells none.
    package var language: LanguageTag
    package var isDefault: Bool
    package var isForced: Bool
    package var isForHearingImpaired: Bool
    /// What else the name says: `Commentary`.
    package var label: String?
}

/// Finds the tracks beside a video: in its folder, and in `Subs/` and `Subtitles/` below it.
package enum Companions {
    private static let subtitleFolders: Set<String> = ["subs", "subtitles"]

    /// The tracks of one video, in the order of their names.
    ///
    /// A file belongs to the video whose whole name it begins with (`Film.en.srt` beside `Film.mkv`); in `Subs/` also what stands in a
    /// folder named like the video, and everything if the video is alone in its folder.
    /// - Parameters:
    ///   - video: relative to the library, as in `Source.path`.
    ///   - library: the library's folder, an absolute path.
    /// - Returns: nothing where a folder cannot be read: a film is worth watching without its extra tracks.
    package static func of(video: String, in library: String) async throws -> [Companion] {
        try await BlockingWork.run { cancellation in
            try cancellation.check()
            return find(FilePath(text: video), FilePath(text: library))
        }
    }

    /// The tracks of a whole film in several files: what bears its name without a part (`Film.en.srt` beside `Film cd1.avi`, or in
    /// the folder `Film` above `CD1`).
    package static func of(parts: [String], in library: String) async throws -> [Companion] {
        guard var first = parts.first.map(FilePath.init(text:)) else { return [] }
        var whole = PartSuffix.stem(ofPart: first.name)
        let home = PartFolder.home(of: first)
        if home != first.folder {
            whole = home.name
            first = home.appending(first.name)
        }
        guard let whole else { return [] }
        return try await BlockingWork.run { [first] cancellation in
            try cancellation.check()
            return find(first, FilePath(text: library), stem: whole)
        }
    }

    /// - Parameter stem: what names begin with; nil for the video's own.
    private static func find(_ video: FilePath, _ library: FilePath, stem whole: [UInt8]? = nil) -> [Companion] {
        let folder = video.folder
        let stem = whole ?? stem(of: video.name)
        let names = list(library.appending(folder))
        let videos = names.filter { FileEnding.known(of: $0)?.kind == .video }
        let stems = videos.map { Self.stem(of: $0) }
        var found: [Companion] = []
        for name in names {
            if let companion = companion(folder.appending(name), named: name, stem: stem, others: stems) { found.append(companion) }
        }
        for name in names where subtitleFolders.contains(String(decoding: name, as: UTF8.self).lowercased()) {
            let below = folder.appending(name)
            found += inSubtitleFolder(below, library, stem: stem, others: stems)
        }
        return found
    }

    private static func inSubtitleFolder(_ folder: FilePath, _ library: FilePath, stem: [UInt8], others: [[UInt8]]) -> [Companion] {
        let names = list(library.appending(folder))
        var found: [Companion] = []
        for name in names {
            if name == stem {
                let inner = folder.appending(name)
                found += list(library.appending(inner)).compactMap { track(inner.appending($0), fields: numberless(Self.stem(of: $0))) }
            } else if let companion = companion(folder.appending(name), named: name, stem: stem, others: others) {
                found.append(companion)
            } else if others.count == 1, let companion = track(folder.appending(name), fields: numberless(Self.stem(of: name))) {
                found.append(companion)
            }
        }
        return found
    }

    private static func companion(_ path: FilePath, named name: [UInt8], stem: [UInt8], others: [[UInt8]]) -> Companion? {
        let own = Self.stem(of: name)
        guard own.starts(with: stem) else { return nil }
        let rest = Array(own[stem.count...])
        guard rest.isEmpty || [Byte.dot, Byte.dash, Byte.underscore, Byte.space].contains(rest[0]) else { return nil }
        // `Film 2.srt` belongs to `Film 2.mkv`, not to `Film.mkv`.
        guard !others.contains(where: { $0.count > stem.count && own.starts(with: $0) }) else { return nil }
        return track(path, fields: rest)
    }

    private static func track(_ path: FilePath, fields: [UInt8]) -> Companion? {
        let kind: Companion.Kind
        switch FileEnding.known(of: path.name)?.kind {
        case .subtitle: kind = .subtitle
        case .audio: kind = .audio
        default: return nil
        }
        let read = TrackFields(fields)
        return Companion(
            kind: kind, path: path.text, language: read.language.map(LanguageTag.init) ?? .undetermined,
            isDefault: read.flags.contains(.default), isForced: read.flags.contains(.forced),
            isForHearingImpaired: read.flags.contains(.hearingImpaired), label: read.label)
    }

    /// `2_en` without the number that only keeps files in order.
    private static func numberless(_ stem: [UInt8]) -> [UInt8] {
        let rest = stem.drop(while: Byte.isDigit)
        guard rest.count < stem.count, let first = rest.first, !Byte.isWord(first) else { return stem }
        return Array(rest)
    }

    static func stem(of name: [UInt8]) -> [UInt8] {
        Array(name.dropLast(FileEnding.known(of: name)?.length ?? 0))
    }

    private static func list(_ folder: FilePath) -> [[UInt8]] {
        do {
            return try Folder.names(in: folder)
        } catch {
            return []
        }
    }
}
