import Foundation

/// What goes with a video from the inbox into the library: its subtitles, sounds, NFO files and pictures, the other parts of the same film,
/// and where a folder holds one film alone its extras too. Blocks.
struct Belongings {
    /// A file of the inbox and where it belongs, both relative.
    struct Item: Hashable, Sendable {
        var from: FilePath
        var to: FilePath
    }

    /// Everything in the inbox, as a walk saw it.
    let walk: InboxWalk
    let reader: NameReader
    let kind: LibraryKind

    /// - Parameters:
    ///   - video: relative to the inbox.
    ///   - place: where it goes, relative to the library.
    func of(_ video: FilePath, to place: FilePath) -> [Item] {
        let folder = video.folder
        let (stem, newStem) = (Companions.stem(of: video.name), Companions.stem(of: place.name))
        let beside = walk.files.filter { $0.folder == folder }
        let others = beside.filter { $0 != video && Self.isVideo($0) }.map { Companions.stem(of: $0.name) }
        var items: [FilePath: FilePath] = [:]
        for file in beside where !Self.isVideo(file) && Self.isKnown(file) && Self.belongs(file, to: stem, others: others) {
            items[file] = place.folder.appending(newStem + file.name.dropFirst(stem.count))
        }
        for file in inSubtitleFolders(of: folder) where others.isEmpty || Self.belongs(file, to: stem, others: others) {
            let rest = Array(file.bytes.dropFirst(folder.bytes.isEmpty ? 0 : folder.bytes.count + 1))
            items[file] = place.folder.appending(Self.replacing(stem, by: newStem, in: rest))
        }
        for part in parts(of: video, beside) { items[part.from] = place.folder.appending(part.to) }
        if !folder.bytes.isEmpty { addFolders(of: video, to: place, &items) }
        return items.map { Item(from: $0.key, to: $0.value) }.sorted { $0.from.bytes.lexicographicallyPrecedes($1.from.bytes) }
    }

    // MARK: - Kinds of belongings

    private func inSubtitleFolders(of folder: FilePath) -> [FilePath] {
        walk.files.filter { file in
            guard Self.isKnown(file), !Self.isVideo(file), let below = Self.below(folder, file) else { return false }
            let parts = below.split(separator: Byte.slash)
            return parts.count > 1 && ["subs", "subtitles"].contains(String(decoding: parts[0], as: UTF8.self).lowercased())
        }
    }

    /// The other parts of a film in several files.
    private func parts(of video: FilePath, _ beside: [FilePath]) -> [Item] {
        let own = reader.read(video, libraryKind: kind)
        guard own.kind == .film, own.part != nil else { return [] }
        return beside.compactMap { file in
            guard file != video, Self.isVideo(file) else { return nil }
            let other = reader.read(file, libraryKind: kind)
            guard other.kind == .film, let part = other.part, part != own.part, other.title == own.title, other.year == own.year,
                let name = ProperName.film(other.title ?? "", year: other.year, version: nil, part: part)
            else { return nil }
            return Item(from: file, to: FilePath(bytes: name.path(ending: Self.ending(of: file)).name))
        }
    }

    /// A folder that holds one film alone comes along, with its extras; of a series' folders what speaks of the series or the season.
    private func addFolders(of video: FilePath, to place: FilePath, _ items: inout [FilePath: FilePath]) {
        let folder = video.folder
        guard reader.read(video, libraryKind: kind).kind == .episode else {
            let within = walk.files.filter { Self.below(folder, $0) != nil }
            let films = within.filter {
                Self.isVideo($0) && $0 != video && items[$0] == nil && reader.read($0, libraryKind: kind).kind != .extra
            }
            guard films.isEmpty else { return }
            for file in within where file != video && items[file] == nil && (Self.isKnown(file) || Self.isVideo(file)) {
                items[file] = place.folder.appending(Self.below(folder, file) ?? file.name)
            }
            return
        }
        addAboutSeason(folder, to: place.folder, &items)
        if !folder.folder.bytes.isEmpty { addAboutSeason(folder.folder, to: place.folder.folder, &items) }
    }

    private func addAboutSeason(_ folder: FilePath, to place: FilePath, _ items: inout [FilePath: FilePath]) {
        let stems = walk.files.filter { $0.folder == folder && Self.isVideo($0) }.map { Companions.stem(of: $0.name) }
        for file in walk.files where file.folder == folder && items[file] == nil {
            guard [.nfo, .picture].contains(FileEnding.known(of: file.name)?.kind), !stems.contains(where: { Self.begins(file, with: $0) })
            else { continue }
            // `tvshow.nfo` speaks of the series wherever it lies.
            let isSeries = Companions.stem(of: file.name).elementsEqual("tvshow".utf8) && place.bytes.contains(Byte.slash)
            items[file] = (isSeries ? place.folder : place).appending(file.name)
        }
    }

    // MARK: - Names

    static func isVideo(_ file: FilePath) -> Bool { FileEnding.known(of: file.name)?.kind == .video }

    private static func isKnown(_ file: FilePath) -> Bool {
        switch FileEnding.known(of: file.name)?.kind {
        case nil, .unfinished?: false
        default: true
        }
    }

    /// Whether a file bears a video's name, and not rather another's that is longer.
    static func belongs(_ file: FilePath, to stem: [UInt8], others: [[UInt8]]) -> Bool {
        begins(file, with: stem) && !others.contains { $0.count > stem.count && begins(file, with: $0) }
    }

    private static func begins(_ file: FilePath, with stem: [UInt8]) -> Bool {
        guard file.name.starts(with: stem) else { return false }
        let rest = file.name.dropFirst(stem.count)
        return rest.first.map { [Byte.dot, Byte.dash, Byte.underscore, Byte.space].contains($0) } ?? true
    }

    static func ending(of file: FilePath) -> String {
        guard let length = FileEnding.known(of: file.name)?.length else { return "" }
        return String(decoding: file.name.suffix(length - 1), as: UTF8.self).lowercased()
    }

    /// The path of a file below a folder; nil when it lies elsewhere.
    private static func below(_ folder: FilePath, _ file: FilePath) -> [UInt8]? {
        if folder.bytes.isEmpty { return file.bytes }
        guard file.bytes.starts(with: folder.bytes + [Byte.slash]) else { return nil }
        return Array(file.bytes.dropFirst(folder.bytes.count + 1))
    }

    /// Wherever a part of a path begins with the old stem, the new one stands.
    private static func replacing(_ stem: [UInt8], by new: [UInt8], in path: [UInt8]) -> [UInt8] {
        let parts = path.split(separator: Byte.slash).map { part in part.starts(with: stem) ? new + part.dropFirst(stem.count) : Array(part)
        }
        return Array(parts.joined(separator: [Byte.slash]))
    }
}
