/// Finds the films that lie in several files: `Film cd1.avi`, `Film cd2.avi`.
///
/// 1. The files stand in one folder, each is understood as a part (`Understanding.part`), and their names differ in the part's number alone:
///    same word, both numbers or both letters; case and the ending do not matter.
/// 2. No number comes twice. Where one does, files of one ending go together: `cd1.avi`, `cd2.avi` are one film, `cd1.mkv`, `cd2.mkv` beside
///    them another version of it.
/// 3. There are at least two. Parts may also lie in folders of their own (`findInFolders`). Whether numbers are missing is for `PartPlace` to say.
enum Stacks {
    struct Part: Hashable, Sendable {
        var path: FilePath
        var number: Int
    }

    private struct Key: Hashable {
        var folder: FilePath
        var stem: String
        var word: PartSuffix.Word
        var isLetter: Bool
    }

    /// - Parameter reading: how a path is understood; asked only for names that end like parts.
    /// - Returns: the films in several files, each in the order of its parts.
    static func find(in paths: [FilePath], reading: (FilePath) -> Understanding) -> [[Part]] {
        let stacks = findInNames(paths, reading: reading)
        let taken = Set(stacks.joined().map(\.path))
        return stacks + findInFolders(taken.isEmpty ? paths : paths.filter { !taken.contains($0) }, reading: reading)
    }

    private static func findInNames(_ paths: [FilePath], reading: (FilePath) -> Understanding) -> [[Part]] {
        var order: [Key] = []
        var groups: [Key: [Part]] = [:]
        for path in paths where mayBePart(path.name) {
            let name = Name(Companions.stem(of: path.name))
            guard let suffix = PartSuffix(name), let stem = PartSuffix.stem(ofPart: path.name) else { continue }
            let key = Key(
                folder: path.folder, stem: String(decoding: stem, as: UTF8.self).lowercased(), word: suffix.word, isLetter: suffix.isLetter)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(Part(path: path, number: suffix.number))
        }
        return order.flatMap { key -> [[Part]] in
            guard let group = groups[key], group.count > 1 else { return [] }
            let parts = group.filter { part in
                let understanding = reading(part.path)
                return understanding.part != nil && understanding.kind != .extra
            }
            return isPlain(parts) ? [parts] : byEnding(parts).filter(isPlain)
        }.filter { $0.count > 1 }.map { $0.sorted { $0.number < $1.number } }
    }

    /// A name whose last letter before the ending cannot end a part need not be taken apart.
    static func mayBePart(_ name: [UInt8]) -> Bool {
        guard let last = Companions.stem(of: name).last else { return false }
        return Byte.isDigit(last) || Byte.isClosing(last) || (UInt8(ascii: "a")...UInt8(ascii: "d")).contains(Byte.lower(last))
    }

    private static func isPlain(_ parts: [Part]) -> Bool { Set(parts.map(\.number)).count == parts.count }

    private static func byEnding(_ parts: [Part]) -> [[Part]] {
        var groups: [(ending: [UInt8], parts: [Part])] = []
        for part in parts {
            let ending = Array(part.path.name.dropFirst(Companions.stem(of: part.path.name).count).map(Byte.lower))
            if let index = groups.firstIndex(where: { $0.ending == ending }) {
                groups[index].parts.append(part)
            } else {
                groups.append((ending, [part]))
            }
        }
        return groups.map(\.parts)
    }
}
