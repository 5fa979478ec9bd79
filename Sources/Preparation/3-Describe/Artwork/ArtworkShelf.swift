import Foundation
import KinoraCatalogue
import KinoraKernel

/// The folder of pictures that Kinora keeps: each named by its content, written once, never changed.
package struct ArtworkShelf: Sendable {
    private let folder: FilePath

    /// The folder, for people.
    var name: String { folder.text }

    /// Bytes a picture may have.
    package static let largest = 20 << 20

    /// - Parameter folder: an absolute path, usually `artwork` in the data folder; made when the first picture comes.
    package init(folder: String) {
        self.folder = FilePath(bytes: Array(folder.utf8))
    }

    /// Keeps a picture that was made, under the name of its content. Blocking.
    /// - Throws: `ArtworkTrouble`.
    func keep(_ bytes: [UInt8], as kind: ImageHeader.Kind) throws -> String {
        let name = "\(Digest(of: bytes).hex).\(kind.rawValue)"
        let target = folder.appending(Array(name.utf8))
        if try !isThere(target, size: bytes.count) || !renew(target) { try write(bytes, to: target) }
        return name
    }

    /// As new, for those who look for what nobody needs any more.
    /// - Returns: false where they have just taken it away.
    private func renew(_ path: FilePath) -> Bool {
        path.withCString { utimensat(AT_FDCWD, $0, nil, 0) } == 0 || errno != ENOENT
    }

    /// A name for a folder of drafts.
    func workFolder() -> String { folder.text + "/" + Self.draftName() }

    private static let draft = ".draft-"

    /// Whose draft it is stands in its name: what a process of this computer left behind when it was killed need not lie there for a day.
    private static func draftName() -> String { draft + owner + "~" + Identifier<ArtworkShelf>.make().rawValue }

    private static let owner = WorkerIdentity.make().name.replacing("/", with: ",")

    private static func isOfTheDead(_ name: String) -> Bool {
        guard name.hasPrefix(draft), let owner = name.dropFirst(draft.count).split(separator: "~").first else { return false }
        return WorkerIdentity.isDead(String(owner).replacing(",", with: "/"))
    }

    /// The pictures and drafts that are older than a moment and not needed, and pictures that a killed sweep set aside: their paths. Blocking.
    func unneeded(olderThan moment: Moment, _ isNeeded: (String) -> Bool, _ cancellation: BlockingWork.Cancellation) throws -> [String] {
        var found: [String] = []
        for name in try FileTree.names(in: folder.text) {
            try cancellation.check()
            let isPicture = name.split(separator: ".").first.map { Digest(hex: String($0)) != nil } ?? false
            let path = folder.appending(Array(name.utf8))
            if isPicture, name.contains(Self.leaving) {
                found.append(path.text)
                continue
            }
            guard name.hasPrefix(Self.draft) || isPicture && !isNeeded(name) else { continue }
            do {
                let modified = try FileStatus(path, followingLinks: false).modified
                guard Self.isOfTheDead(name) || modified < moment.milliseconds * 1_000_000 else { continue }
            } catch FileTrouble.notThere {
                continue
            }
            found.append(path.text)
        }
        return found
    }

    /// A file on its way out (`ArtworkSweep`).
    struct Leaving: Hashable, Sendable {
        /// The picture's own name; nil for a draft, which has none to go back to.
        let picture: String?
        /// Where it lies now.
        let path: String
        /// Where it was found.
        let found: String
    }

    private static let leaving = ".removing-"

    /// Takes a picture out of its place; nil where it was kept again since, or is gone. Drafts stay where they are. Blocking.
    func setAside(_ found: String, olderThan moment: Moment) throws -> Leaving? {
        let name = found.split(separator: "/").last.map(String.init) ?? ""
        if name.hasPrefix(Self.draft) { return Leaving(picture: nil, path: found, found: found) }
        let picture = name.range(of: Self.leaving).map { String(name[..<$0.lowerBound]) } ?? name
        let attempt = Identifier<ArtworkShelf>.make().rawValue.prefix(8)
        let aside = Leaving(picture: picture, path: "\(folder.text)/\(picture)\(Self.leaving)\(attempt)", found: found)
        guard rename(found, aside.path) == 0 else {
            let code = errno
            if code == ENOENT { return nil }
            throw FileTrouble(errno: code)
        }
        do {
            let modified = try FileStatus(FilePath(text: aside.path), followingLinks: false).modified
            if modified < moment.milliseconds * 1_000_000 { return aside }
        } catch FileTrouble.notThere {
            // Another sweep took it over.
            return nil
        }
        putBack(aside)
        return nil
    }

    /// Gives a picture its own name again. The same may stand there already, then it takes its place. Blocking.
    func putBack(_ leaving: Leaving) {
        guard let picture = leaving.picture else { return }
        FileTree.touch(leaving.path)
        // Where it is gone, another sweep took it over, and asks itself.
        _ = rename(leaving.path, "\(folder.text)/\(picture)")
    }

    private func isThere(_ path: FilePath, size: Int) throws -> Bool {
        do {
            return try FileStatus(path, followingLinks: false).size == Int64(size)
        } catch FileTrouble.notThere {
            return false
        }
    }

    /// Under another name first, so that a picture is there as a whole or not at all.
    private func write(_ bytes: [UInt8], to target: FilePath) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder.text, withIntermediateDirectories: true)
            let draft = folder.text + "/" + Self.draftName()
            defer { unlink(draft) }
            try Data(bytes).write(to: URL(filePath: draft, directoryHint: .notDirectory))
            guard target.withCString({ rename(draft, $0) }) == 0 else { throw FileTrouble(errno: errno) }
        } catch {
            let reason = (error as? FileTrouble)?.sentence ?? "the disk may be full, or writing is refused"
            throw ArtworkTrouble.cannotKeep(folder.text, reason)
        }
    }
}

/// Why a picture was left out.
package enum ArtworkTrouble: Complaint, Hashable {
    case noPicture
    case tooLarge
    case unfitSize(width: Int, height: Int)
    case unreadable(String)
    /// It may be there another time.
    case later(String)
    case cannotKeep(String, String)

    package var sentence: String {
        switch self {
        case .noPicture: "It is no JPEG, PNG or WebP picture, whatever its name says; replace or remove it."
        case .tooLarge: "It is larger than \(ArtworkShelf.largest >> 20) MB; replace it with a smaller one."
        case .unfitSize(let width, let height):
            "It has \(width) × \(height) pixels, which is no picture for a page; replace it with a larger or smaller one."
        case .unreadable(let reason), .later(let reason): reason
        case .cannotKeep(let folder, let reason): "The picture cannot be kept in \(folder): \(reason)."
        }
    }
}
