import KinoraCatalogue

/// How extras are told from titles: by their folder, their whole name, or a suffix.
enum ExtraNames {
    private static let folders: [String: Understanding.Extra] = [
        "behindthescenes": .behindTheScenes, "deletedscenes": .deletedScene, "interviews": .interview, "scenes": .scene, "samples": .sample,
        "sample": .sample, "shorts": .short, "featurettes": .featurette, "clips": .clip, "other": .other, "extras": .other, "extra": .other,
        "trailers": .trailer, "thememusic": .themeSong, "backdrops": .themeVideo,
    ]
    /// Behind a dash directly.
    private static let suffixes: [String: Understanding.Extra] = [
        "scene": .scene, "clip": .clip, "interview": .interview, "behindthescenes": .behindTheScenes, "deleted": .deletedScene,
        "deletedscene": .deletedScene, "featurette": .featurette, "short": .short, "extra": .other, "other": .other, "trailer": .trailer,
        "sample": .sample,
    ]

    /// What a folder of this name holds, when it lies below a title or a season.
    static func folder(_ name: Name) -> Understanding.Extra? {
        guard name.words.count <= 3, !name.bytes.contains(where: { $0 >= 128 }) else { return nil }
        return folders[Folded.text(String(decoding: name.bytes, as: UTF8.self))]
    }

    static func file(_ name: Name, kind: FileEnding) -> Understanding.Extra? {
        guard let last = name.words.last else { return nil }
        if name.words.count == 1, last.start == 0, last.end == name.bytes.count {
            switch (last.text, kind) {
            case ("trailer", .video): return .trailer
            case ("sample", .video): return .sample
            case ("theme", .audio): return .themeSong
            default: return nil
            }
        }
        guard kind == .video, name.words.count > 1, last.end == name.bytes.count, let extra = suffixes[last.text] else { return nil }
        let before = name.bytes[name.words[name.words.count - 2].end..<last.start].drop(while: { Byte.isClosing($0) })
        if before.elementsEqual("-".utf8) { return extra }
        guard extra == .trailer || extra == .sample else { return nil }
        return before.elementsEqual(".".utf8) || before.elementsEqual("_".utf8) || before.elementsEqual(" - ".utf8) ? extra : nil
    }

    /// The folder of the title that an extra lies with: its own, or the one above folders of extras.
    static func home(of path: FilePath) -> FilePath {
        var folders = path.folder.bytes.split(separator: Byte.slash).map(Array.init)
        let names = folders.map { Name($0) }
        let nearest = folders.indices.dropFirst().last { folder(names[$0]) != nil && !Shelf.isShelf(names[$0 - 1]) }
        if let nearest { folders.removeSubrange(nearest...) }
        while folders.count > 1, let last = folders.last, folder(Name(last)) != nil { folders.removeLast() }
        return FilePath(bytes: Array(folders.joined(separator: [Byte.slash])))
    }

    /// What stands before the suffix that tells what an extra is: `Film (2021)` of `Film (2021)-trailer`. The whole name where there is no such
    /// suffix; nil where it is all of the name.
    static func stem(of leaf: Name) -> [UInt8]? {
        guard file(leaf, kind: .video) != nil else { return leaf.bytes }
        guard leaf.words.count > 1 else { return nil }
        let end = leaf.words[leaf.words.count - 2].end
        let closing = leaf.bytes[end...].prefix { Byte.isClosing($0) }.count
        return Array(leaf.bytes[..<(end + closing)])
    }
}

extension Understanding.Extra {
    /// What pages call it; nil for what is nothing to watch.
    var shown: ExtraKind? {
        switch self {
        case .trailer: .trailer
        case .featurette: .featurette
        case .behindTheScenes: .behindTheScenes
        case .interview: .interview
        case .deletedScene: .deletedScene
        case .scene: .scene
        case .clip: .clip
        case .short: .short
        case .other: .other
        case .sample, .themeSong, .themeVideo: nil
        }
    }
}
