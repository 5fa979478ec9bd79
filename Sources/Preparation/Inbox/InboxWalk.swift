import Foundation
import KinoraKernel

/// Everything that lies in the inbox, hidden and unfinished files left out. Blocks.
struct InboxWalk: Sendable {
    /// Regular files, relative to the inbox, in the order of their bytes.
    private(set) var files: [FilePath] = []
    /// Folders, those below others first.
    private(set) var folders: [FilePath] = []
    /// When each file was last put there or changed, whichever is later.
    private(set) var changed: [FilePath: Moment] = [:]

    /// Files that are looked at in one round; the rest has its turn in the next.
    private static let mostFiles = 100_000
    private static let deepest = 40

    /// - Throws: `FileTrouble` when the inbox itself cannot be read; `CancellationError`.
    init(_ inbox: FilePath, cancellation: BlockingWork.Cancellation) throws {
        try walk(FilePath(bytes: []), try Folder.names(in: inbox), inbox, depth: 0, cancellation)
    }

    private mutating func walk(
        _ folder: FilePath, _ names: [[UInt8]], _ inbox: FilePath, depth: Int, _ cancellation: BlockingWork.Cancellation
    ) throws {
        try cancellation.check()
        for name in names where !IgnoredNames.contains(name) && files.count < Self.mostFiles {
            let path = folder.appending(name)
            var status = stat()
            guard inbox.appending(path).withCString({ lstat($0, &status) }) == 0 else { continue }
            switch FileStatus(status).kind {
            case .file:
                files.append(path)
                let seconds = max(Int64(status.st_mtim.tv_sec), Int64(status.st_ctim.tv_sec))
                changed[path] = Moment(milliseconds: seconds * 1000)
            case .folder where depth < Self.deepest:
                do {
                    try walk(path, try Folder.names(in: inbox.appending(path)), inbox, depth: depth + 1, cancellation)
                    folders.append(path)
                } catch is FileTrouble {
                    // The scan tells of folders that cannot be read.
                    continue
                }
            default: continue
            }
        }
    }
}
