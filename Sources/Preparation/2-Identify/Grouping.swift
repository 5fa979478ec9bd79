/// How the files of one folder belong together: parts of one film, versions of one film or episode, and extras.
package struct Grouping: Hashable, Sendable {
    /// One version: a file, or several that are its parts in order.
    package struct Version: Hashable, Sendable {
        /// Empty for the one that bears the plain name.
        package var label: String
        package var files: [FilePath]
    }

    /// A film or an episode with its versions, the preferred first.
    package struct Item: Hashable, Sendable {
        package var name: String
        package var versions: [Version]
        package var understanding: Understanding
        /// Two files claim to be the same episode, under different titles.
        package var isConflict = false
    }

    package private(set) var items: [Item] = []
    package private(set) var extras: [FilePath] = []

    /// - Parameter paths: videos, relative to their library.
    package init(_ paths: [FilePath], libraryKind: LibraryKind, reader: NameReader) {
        var units: [Unit] = []
        for path in paths {
            let understanding = reader.read(path, libraryKind: libraryKind)
            switch understanding.kind {
            case .extra: extras.append(path)
            case .film, .episode, .seriesFolder, .seasonFolder: units.append(Unit(path, understanding))
            default: break
            }
        }
        let stacked = Self.stack(units)
        for unit in stacked { add(unit) }
        for index in items.indices { items[index].versions.sort { VersionLabel.precedes($0.label, $1.label) } }
    }

    /// The items that lie in several files, by the name without the part.
    package var stacks: [(name: String, files: [FilePath])] {
        items.flatMap { item in item.versions.filter { $0.files.count > 1 }.map { (item.name, $0.files) } }
    }

    // MARK: - Parts

    private struct Unit {
        var files: [FilePath]
        var understanding: Understanding
        /// The file's name without ending and part.
        var stem: [UInt8]
        var folder: FilePath
        var suffix: PartSuffix?

        init(_ path: FilePath, _ understanding: Understanding) {
            files = [path]
            self.understanding = understanding
            folder = path.folder
            let name = Name(Companions.stem(of: path.name))
            suffix = PartSuffix(name)
            stem = suffix.map { Name(Array(name.bytes[..<$0.start])).trimmedBeforePart } ?? name.bytes
        }

        var whole: [UInt8] { Companions.stem(of: files[0].name) }
    }

    private struct StackKey: Hashable {
        var folder: FilePath
        var stem: String
        var word: PartSuffix.Word
        var isLetter: Bool
    }

    /// Puts files together whose names differ in consecutive parts alone; at least two.
    private static func stack(_ units: [Unit]) -> [Unit] {
        var groups: [StackKey: [Unit]] = [:]
        for unit in units {
            guard let suffix = unit.suffix, !unit.stem.isEmpty else { continue }
            groups[key(unit, suffix), default: []].append(unit)
        }
        var result: [Unit] = []
        var done = Set<StackKey>()
        for unit in units {
            guard let suffix = unit.suffix, let group = groups[key(unit, suffix)], let stacked = joined(group) else {
                var single = unit
                single.stem = unit.whole
                result.append(single)
                continue
            }
            if done.insert(key(unit, suffix)).inserted { result.append(stacked) }
        }
        return result
    }

    private static func key(_ unit: Unit, _ suffix: PartSuffix) -> StackKey {
        let stem = String(decoding: unit.stem, as: UTF8.self).lowercased()
        return StackKey(folder: unit.folder, stem: stem, word: suffix.word, isLetter: suffix.isLetter)
    }

    private static func joined(_ group: [Unit]) -> Unit? {
        let sorted = group.sorted { ($0.suffix?.number ?? 0) < ($1.suffix?.number ?? 0) }
        let numbers = sorted.compactMap { $0.suffix?.number }
        guard sorted.count > 1, zip(numbers, numbers.dropFirst()).allSatisfy({ $0 + 1 == $1 }) else { return nil }
        var whole = sorted[0]
        whole.files = sorted.flatMap(\.files)
        return whole
    }

    // MARK: - Versions

    private mutating func add(_ unit: Unit) {
        let name = String(decoding: unit.stem, as: UTF8.self)
        guard unit.understanding.kind == .film else { return addEpisode(unit) }
        let folder = unit.folder.name
        let isTitleFolder = folder.count > 1 && !Shelf.isLetter(Name(folder))
        guard isTitleFolder, let label = VersionLabel.of(unit.stem, in: folder) else {
            items.append(Item(name: name, versions: [Version(label: "", files: unit.files)], understanding: unit.understanding))
            return
        }
        let version = Version(label: label, files: unit.files)
        let title = String(decoding: folder, as: UTF8.self)
        if let index = items.firstIndex(where: { $0.name == title && $0.understanding.kind == .film }) {
            items[index].versions.append(version)
        } else {
            items.append(Item(name: title, versions: [version], understanding: unit.understanding))
        }
    }

    private mutating func addEpisode(_ unit: Unit) {
        let episode = unit.understanding
        let version = Version(label: episode.version ?? episode.title ?? "", files: unit.files)
        guard let number = episode.episode ?? episode.absolute,
            let index = items.firstIndex(where: { Self.isSame($0.understanding, episode, number) })
        else {
            items.append(Item(name: String(decoding: unit.stem, as: UTF8.self), versions: [version], understanding: episode))
            return
        }
        items[index].versions.append(version)
        if let first = items[index].understanding.title, let second = episode.title, first != second { items[index].isConflict = true }
    }

    private static func isSame(_ left: Understanding, _ right: Understanding, _ number: Int) -> Bool {
        left.kind == .episode && left.season == right.season && (left.episode ?? left.absolute) == number && left.date == right.date
            && Folded.text(left.series ?? "") == Folded.text(right.series ?? "")
    }
}

extension Name {
    /// The bytes before a part, without the separators and an opening bracket.
    var trimmedBeforePart: [UInt8] {
        var end = bytes.count
        while end > 0, [Byte.space, Byte.dot, Byte.dash, Byte.underscore].contains(bytes[end - 1]) || Byte.isOpening(bytes[end - 1]) {
            end -= 1
        }
        return Array(bytes[..<end])
    }
}
