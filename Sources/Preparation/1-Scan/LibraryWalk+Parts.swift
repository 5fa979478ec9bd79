extension LibraryWalk.Video {
    /// A film in several files.
    init(joining parts: [LibraryWalk.Video]) {
        self.init(path: parts[0].path, size: parts.reduce(0) { $0 + $1.size }, modified: parts.map(\.modified).max() ?? 0)
        self.parts = parts.map(\.asPart)
        for part in parts {
            words.add(part.words)
            subtitles.add(part.subtitles)
        }
    }

    /// Its files as a source remembers them.
    var asParts: [FilePart] { parts ?? [asPart] }

    private var asPart: FilePart { FilePart(path: path.text, size: size, modified: modified) }

    /// Whether it is what is left of a known film, some of whose parts are gone.
    func isRest(of source: Source) -> Bool {
        guard let whole = source.parts else { return false }
        return asParts.count < whole.count && asParts.allSatisfy(whole.contains)
    }
}
