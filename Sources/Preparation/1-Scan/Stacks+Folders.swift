import KinoraKernel

/// Parts in folders of their own: `Film (2001)/CD1/film.avi`, `Film (2001)/CD2/film.avi`.
///
/// 1. The folders (`PartFolder`) lie side by side in the folder of a title, under the same word, and no number comes twice.
/// 2. Each holds one video that is no extra; so discs of a series are left alone. A number in the video's own name is the folder's.
/// 3. All are understood as the same film. Folders called `Part 1` can hold films of their own: there the videos' names, without a part,
///    must be the same too.
extension Stacks {
    private struct FolderKey: Hashable {
        var home: FilePath
        var word: PartSuffix.Word
        var isLetter: Bool
    }

    static func findInFolders(_ paths: [FilePath], reading: (FilePath) -> Understanding) -> [[Part]] {
        var order: [FolderKey] = []
        var groups: [FolderKey: [Part]] = [:]
        for path in paths {
            guard let folder = PartFolder.of(path) else { continue }
            let key = FolderKey(home: path.folder.folder, word: folder.word, isLetter: folder.isLetter)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(Part(path: path, number: folder.number))
        }
        return order.compactMap { key in
            guard let group = groups[key], group.count > 1 else { return nil }
            let parts = group.map { ($0, reading($0.path)) }.filter { $0.1.kind != .extra }
            guard parts.count > 1, Set(parts.map(\.0.number)).count == parts.count, let first = parts.first,
                parts.allSatisfy({ $0.1.kind == .film && $0.1.part == $0.0.number && isSame($0.1, first.1) })
            else { return nil }
            if [.part, .pt].contains(key.word), Set(parts.map { stem($0.0.path) }).count > 1 { return nil }
            return parts.map(\.0).sorted { $0.number < $1.number }
        }
    }

    private static func isSame(_ one: Understanding, _ other: Understanding) -> Bool {
        (one.title.map(Folded.text), one.year, one.edition) == (other.title.map(Folded.text), other.year, other.edition)
    }

    /// A video's name without ending and part.
    private static func stem(_ path: FilePath) -> [UInt8] {
        (PartSuffix.stem(ofPart: path.name) ?? Companions.stem(of: path.name)).map(Byte.lower)
    }
}
