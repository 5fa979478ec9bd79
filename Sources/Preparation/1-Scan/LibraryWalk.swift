import Foundation
import KinoraKernel

/// Walks through a library and lists its videos. Blocking; nothing is opened but folders and files called `.ignore`.
///
/// 1. Folders first, in the order of their names' bytes; what `IgnoredNames` and `.ignore` exclude is not looked at.
/// 2. Symbolic links are followed afterwards, only where they lead inside the library, and never to what was seen already: so links in a
///    circle end, and every folder is walked once.
/// 3. A folder that cannot be read is noted; what was known below it is not missing but unknown.
package struct LibraryWalk: Sendable {
    package struct Video: Hashable, Sendable {
        /// Relative to the library.
        package var path: FilePath
        package var size: Int64
        /// Nanoseconds since 1970.
        package var modified: Int64
        /// The files of a film in several, in their order; nil for one file. See `Source.parts`.
        package var parts: [FilePart]?
        /// Of the NFO files and pictures that bear its name.
        var words = Stamp()
        /// Of the subtitles in files of their own.
        var subtitles = Stamp()

        package init(path: FilePath, size: Int64, modified: Int64) {
            self.path = path
            self.size = size
            self.modified = modified
        }

        /// What cannot be read at all: a pipe, a link in a circle.
        static func unread(_ path: FilePath) -> Video { Video(path: path, size: 0, modified: 0) }

        /// Every file of it.
        var files: [FilePath] { parts?.map { FilePath(text: $0.path) } ?? [path] }
    }

    package struct Problem: Hashable, Sendable {
        package var path: FilePath
        package var trouble: FileTrouble
        package var isFolder: Bool

        /// Whether it would be a film by its name: its owner looks for it among the films that could not be prepared.
        var isVideo: Bool { !isFolder && FileEnding.known(of: path.name)?.kind == .video }
    }

    package private(set) var videos: [Video] = []
    package private(set) var problems: [Problem] = []
    /// Links that lead out of the library, or nowhere.
    package private(set) var strayLinks: [FilePath] = []
    /// Everything that was not ignored, folders not counted.
    package private(set) var files = 0
    /// What lies beside the videos.
    private(set) var neighbours = Neighbours()
    /// Whether there were more files than a library may have; what comes behind is unknown.
    package private(set) var isCut = false

    /// How many files a library may hold.
    package static let mostFiles = 2_000_000
    private static let deepest = 100

    private let root: FilePath
    private let realRoot: FilePath
    private var seen: Set<FileStatus.Identity> = []
    private var links: [FilePath] = []

    /// - Throws: `FileTrouble` when the library's own folder cannot be read; `CancellationError`.
    package init(_ library: FilePath, cancellation: BlockingWork.Cancellation) throws {
        root = library
        realRoot = try FileStatus.resolved(library)
        let status = try FileStatus(realRoot, followingLinks: true)
        guard status.kind == .folder else { throw FileTrouble.notThere }
        seen.insert(status.identity)
        let names = try Folder.names(in: root)
        try walk(FilePath(bytes: []), names, rules: [], depth: 0, cancellation)
        while let link = links.popLast() { try follow(link, cancellation) }
        videos.sort { $0.path.bytes.lexicographicallyPrecedes($1.path.bytes) }
        neighbours.finish(&videos)
    }

    /// Takes the files of films in several files together: each film is one video then, in the place of its first file.
    mutating func join(reading: (FilePath) -> Understanding) {
        let stacks = Stacks.find(in: videos.map(\.path), reading: reading)
        guard !stacks.isEmpty else { return }
        let places = Dictionary(zip(videos.map(\.path), videos.indices), uniquingKeysWith: { first, _ in first })
        var later: Set<Int> = []
        for stack in stacks {
            let indices = stack.compactMap { places[$0.path] }
            let parts = indices.map { videos[$0] }
            later.formUnion(indices.dropFirst())
            videos[indices[0]] = Video(joining: parts)
        }
        videos = videos.indices.filter { !later.contains($0) }.map { videos[$0] }
    }

    private struct Rule {
        var folder: FilePath
        var patterns: IgnorePatterns
    }

    private mutating func walk(
        _ folder: FilePath, _ names: [[UInt8]], rules: [Rule], depth: Int, _ cancellation: BlockingWork.Cancellation
    ) throws {
        try cancellation.check()
        var rules = rules
        if names.contains(Array(".ignore".utf8)) {
            let patterns = Self.ignoreFile(root.appending(folder.appending(Array(".ignore".utf8))))
            if patterns.isEmpty { return }
            rules.append(Rule(folder: folder, patterns: patterns))
        }
        var folders: [FilePath] = []
        var beside: [Neighbours.File] = []
        let begin = videos.count
        for name in names where !IgnoredNames.contains(name) {
            guard files < Self.mostFiles else {
                isCut = true
                return
            }
            let path = folder.appending(name)
            do {
                let status = try FileStatus(root.appending(path), followingLinks: false)
                switch status.kind {
                case .folder: if !Self.isIgnored(path, isFolder: true, rules) { folders.append(path) }
                case .file: if !Self.isIgnored(path, isFolder: false, rules) { note(path, status, &beside) }
                case .link: if !Self.isIgnored(path, isFolder: false, rules) { links.append(path) }
                case .other:
                    if FileEnding.known(of: name)?.kind == .video {
                        problems.append(Problem(path: path, trouble: .isNoFile, isFolder: false))
                    }
                }
            } catch FileTrouble.notThere {
                continue
            } catch let trouble as FileTrouble {
                problems.append(Problem(path: path, trouble: trouble, isFolder: false))
            }
        }
        neighbours.note(beside, in: folder, beside: &videos, from: begin)
        for path in folders { try enter(path, rules, depth + 1, cancellation) }
    }

    private mutating func enter(_ path: FilePath, _ rules: [Rule], _ depth: Int, _ cancellation: BlockingWork.Cancellation) throws {
        do {
            guard depth <= Self.deepest else { throw FileTrouble.nameTooLong }
            let status = try FileStatus(root.appending(path), followingLinks: true)
            guard status.kind == .folder, seen.insert(status.identity).inserted else { return }
            try walk(path, Folder.names(in: root.appending(path)), rules: rules, depth: depth, cancellation)
        } catch FileTrouble.notThere {
            return
        } catch let trouble as FileTrouble {
            problems.append(Problem(path: path, trouble: trouble, isFolder: true))
        }
    }

    private mutating func follow(_ path: FilePath, _ cancellation: BlockingWork.Cancellation) throws {
        do {
            let target = try FileStatus.resolved(root.appending(path))
            guard target == realRoot || target.bytes.starts(with: realRoot.bytes + (realRoot.bytes.last == Byte.slash ? [] : [Byte.slash]))
            else {
                strayLinks.append(path)
                return
            }
            let status = try FileStatus(target, followingLinks: true)
            switch status.kind {
            case .folder: try enter(path, [], 1 + path.bytes.count(where: { $0 == Byte.slash }), cancellation)
            case .file:
                if seen.insert(status.identity).inserted {
                    var beside: [Neighbours.File] = []
                    note(path, status, &beside)
                }
            default: return
            }
        } catch FileTrouble.notThere {
            strayLinks.append(path)
        } catch let trouble as FileTrouble {
            problems.append(Problem(path: path, trouble: trouble, isFolder: false))
        }
    }

    private mutating func note(_ path: FilePath, _ status: FileStatus, _ beside: inout [Neighbours.File]) {
        files += 1
        seen.insert(status.identity)
        let name = path.name
        switch FileEnding.known(of: name)?.kind {
        case .video: videos.append(Video(path: path, size: status.size, modified: status.modified))
        case .nfo?: beside.append(Neighbours.File(name: name, kind: .nfo, size: status.size, modified: status.modified))
        case .sidecar?: beside.append(Neighbours.File(name: name, kind: .sidecar, size: status.size, modified: status.modified))
        case .picture?: beside.append(Neighbours.File(name: name, kind: .picture, size: status.size, modified: status.modified))
        case .subtitle?: beside.append(Neighbours.File(name: name, kind: .subtitle, size: status.size, modified: status.modified))
        default: break
        }
    }

    private static func isIgnored(_ path: FilePath, isFolder: Bool, _ rules: [Rule]) -> Bool {
        for rule in rules.reversed() {
            let depth = rule.folder.bytes.isEmpty ? 0 : rule.folder.bytes.count + 1
            let parts = path.bytes[depth...].split(separator: Byte.slash).map(Array.init)
            if let answer = rule.patterns.ignores(parts, isFolder: isFolder) { return answer }
        }
        return false
    }

    /// An unreadable file of patterns excludes nothing.
    private static func ignoreFile(_ path: FilePath) -> IgnorePatterns {
        do {
            return IgnorePatterns(try SmallFile.read(path, atMost: IgnorePatterns.longest))
        } catch {
            return IgnorePatterns([UInt8(ascii: "!"), UInt8(ascii: "*")])
        }
    }
}
