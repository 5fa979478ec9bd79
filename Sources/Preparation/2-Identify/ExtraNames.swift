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
}
