import Foundation
import KinoraKernel

/// The file that a job prepares: only ever read. Everything blocks.
struct Original: Sendable {
    let path: FilePath

    init(_ job: Job) {
        path = FilePath(text: job.library).appending(FilePath(text: job.path))
    }

    /// - Throws: `Trouble` when it is gone, empty, no file or not readable.
    func stamp() throws -> SourceStamp {
        var status = stat()
        guard path.withCString({ stat($0, &status) }) == 0 else {
            throw errno == EACCES ? unreadable(errno) : Trouble.gone(path: path.text)
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Trouble.notVideo }
        guard path.withCString({ access($0, R_OK) }) == 0 else { throw unreadable(errno) }
        guard status.st_size > 0 else { throw Trouble.empty }
        let modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        return SourceStamp(size: Int64(status.st_size), modified: modified)
    }

    /// Puts a link with a plain name in the place where tools look; names with any bytes become harmless so.
    func link(at place: String) throws {
        unlink(place)
        guard path.withCString({ symlink($0, place) }) == 0 else { throw FileTree.trouble(place, errno) }
    }

    private func unreadable(_ code: Int32) -> Trouble {
        .unreadable(path: path.text, reason: String(cString: strerror(code)))
    }
}
