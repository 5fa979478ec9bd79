/// The names in one folder of a library, and whether several films share it. Blocking to make.
struct FolderListing: Sendable {
    /// Relative to the library.
    let folder: FilePath
    let names: [[UInt8]]
    /// Names by their lower case.
    private let byName: [String: [UInt8]]
    /// Pictures and NFO files without a film's name belong to no film in a shared folder.
    let isShared: Bool

    /// A folder that cannot be read, or none, is empty.
    init(_ folder: FilePath, in library: FilePath, _ reader: NameReader) {
        self.folder = folder
        var names: [[UInt8]] = []
        do {
            names = try Folder.names(in: library.appending(folder))
        } catch {
            names = []
        }
        self.names = names
        byName = Dictionary(names.map { (String(decoding: $0, as: UTF8.self).lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        isShared = Self.holdsSeveral(names, folder, reader)
    }

    var videos: [FilePath] { names.filter { FileEnding.known(of: $0)?.kind == .video }.map { folder.appending($0) } }

    /// The folders of single parts below the folder of a title.
    func partFolders(in library: FilePath, _ reader: NameReader) -> [FolderListing] {
        guard !folder.bytes.isEmpty, PartFolder.mayHoldParts(Name(folder.name)) else { return [] }
        return names.filter { PartFolder($0) != nil }.map { FolderListing(folder.appending($0), in: library, reader) }
    }

    /// Whether films of several titles lie in a folder; always so at the top of a library.
    static func holdsSeveral(_ names: [[UInt8]], _ folder: FilePath, _ reader: NameReader) -> Bool {
        if folder.bytes.isEmpty { return true }
        var first: String?
        for name in names where FileEnding.known(of: name)?.kind == .video {
            let reading = reader.read(folder.appending(name), libraryKind: .films)
            guard reading.kind == .film, let title = reading.title.map({ Folded.text($0) + " \(reading.year ?? 0)" }) else { continue }
            if let first, first != title { return true }
            first = title
        }
        return false
    }

    /// The name without its part of a video whose film lies in several files of the folder (`Film` of `Film cd1`); nil for others.
    /// - Parameter video: its name without the ending.
    func whole(of video: [UInt8]) -> [UInt8]? {
        guard let whole = PartSuffix.stem(ofPart: video) else { return nil }
        let folded = whole.map(Byte.lower)
        let isShared = names.contains { name in
            Companions.stem(of: name) != video && FileEnding.known(of: name)?.kind == .video
                && PartSuffix.stem(ofPart: name)?.map(Byte.lower) == folded
        }
        let isTaken = names.contains { FileEnding.known(of: $0)?.kind == .video && Companions.stem(of: $0).map(Byte.lower) == folded }
        return isShared && !isTaken ? whole : nil
    }

    /// The path of a name, whatever its case.
    func path(of name: String) -> FilePath? {
        byName[name.lowercased()].map { folder.appending($0) }
    }

    /// The pictures of a kind: those that begin with a stem first, then those with a general name, each in the usual order.
    /// - Parameter stem: the video's name; nil to take general names alone.
    func pictures(_ kinds: [Understanding.Picture], stem: [UInt8]?, general: Bool) -> [FilePath] {
        var ranked: [(rank: Int, path: FilePath)] = []
        for name in names where FileEnding.known(of: name)?.kind == .picture {
            let own = Companions.stem(of: name)
            if let stem, own.starts(with: stem) {
                let rest = Array(own[stem.count...])
                if rest.isEmpty, kinds.contains(.primary) { ranked.append((50, folder.appending(name))) }
                guard let first = rest.first, first == Byte.dash || first == Byte.dot, let kind = ArtworkNames.kind(of: Name(own)),
                    kinds.contains(kind)
                else { continue }
                ranked.append((kinds.firstIndex(of: kind) ?? 0, folder.appending(name)))
            } else if general, let kind = ArtworkNames.kind(of: Name(own)), kinds.contains(kind), ArtworkNames.season(of: Name(own)) == nil
            {
                guard let rank = Self.rank(own) else { continue }
                ranked.append((100 + rank, folder.appending(name)))
            }
        }
        return ranked.sorted { ($0.rank, $0.path.text) < ($1.rank, $1.path.text) }.map(\.path)
    }

    private static let order = [
        "poster", "folder", "cover", "default", "movie", "show", "fanart", "backdrop", "background", "art", "landscape", "thumb", "banner",
        "logo",
        "clearlogo",
    ]

    /// Where a general name stands in the order; numbered ones come later. Nil for a name that belongs to something else.
    private static func rank(_ stem: [UInt8]) -> Int? {
        let letters = String(decoding: stem, as: UTF8.self).lowercased().prefix(while: { $0.isASCII && $0.isLetter })
        guard let place = order.firstIndex(of: String(letters)) else { return nil }
        let rest = stem.dropFirst(letters.utf8.count)
        guard rest.allSatisfy({ Byte.isDigit($0) || $0 == Byte.dash || $0 == Byte.underscore || $0 == Byte.space }) else { return nil }
        return place + (rest.isEmpty ? 0 : 20)
    }

    /// Whether a file's name means its folder's title, season or series, and not a video of another name.
    static func isGeneral(_ name: [UInt8], _ kind: FileEnding) -> Bool {
        let stem = Companions.stem(of: name).map(Byte.lower)
        switch kind {
        case .nfo, .sidecar: return ["movie", "tvshow", "season"].contains(String(decoding: stem, as: UTF8.self))
        case .picture: return stem.starts(with: "season".utf8) || rank(stem) != nil
        default: return false
        }
    }

    /// The posters of one season: `season01-poster.jpg`.
    func seasonPictures(_ season: Int) -> [FilePath] {
        names.filter { name in
            guard FileEnding.known(of: name)?.kind == .picture else { return false }
            let stem = Name(Companions.stem(of: name))
            return ArtworkNames.season(of: stem) == season && [.primary, nil].contains(ArtworkNames.kind(of: stem))
        }.map { folder.appending($0) }
    }
}
