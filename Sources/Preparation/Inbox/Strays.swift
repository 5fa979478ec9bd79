/// Files of the inbox that are no videos and lie beside none that they could belong to.
struct Strays {
    let walk: InboxWalk

    var files: [FilePath] {
        let videos = walk.files.filter(Belongings.isVideo)
        let titles = Set(videos.compactMap(Self.top))
        let stems = videos.filter { $0.folder.bytes.isEmpty }.map { Companions.stem(of: $0.name) }
        return walk.files.filter { file in
            if Belongings.isVideo(file) { return false }
            if let top = Self.top(file) { return !titles.contains(top) }
            return !stems.contains { Belongings.belongs(file, to: $0, others: []) }
        }
    }

    /// The outermost folder that a file lies in; nil for what lies in the inbox itself.
    private static func top(_ file: FilePath) -> [UInt8]? {
        file.bytes.firstIndex(of: Byte.slash).map { Array(file.bytes[..<$0]) }
    }
}
