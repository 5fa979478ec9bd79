import Foundation
import KinoraCatalogue
import KinoraKernel

/// The folder of pictures that Kinora keeps: each named by its content, written once, never changed.
package struct ArtworkShelf: Sendable {
    private let folder: FilePath

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
        if try !isThere(target, size: bytes.count) { try write(bytes, to: target) }
        return name
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
            let draft = folder.text + "/.draft-" + Identifier<ArtworkShelf>.make().rawValue
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
    case unreadable(String)
    case cannotKeep(String, String)

    package var sentence: String {
        switch self {
        case .noPicture: "It is no JPEG, PNG or WebP picture, whatever its name says; replace or remove it."
        case .tooLarge: "It is larger than \(ArtworkShelf.largest >> 20) MB; replace it with a smaller one."
        case .unreadable(let reason): reason
        case .cannotKeep(let folder, let reason): "The picture cannot be kept in \(folder): \(reason)."
        }
    }
}
