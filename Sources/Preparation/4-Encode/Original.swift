import Foundation
import KinoraKernel

/// The file that a job prepares, or the files of a film in several: only ever read. Everything blocks.
struct Original: Sendable {
    let paths: [FilePath]

    init(_ job: Job) {
        let library = FilePath(text: job.library)
        paths = job.files.map { library.appending(FilePath(text: $0)) }
    }

    /// - Throws: `Trouble` when one is gone, empty, no file or not readable.
    func stamp() throws -> SourceStamp {
        guard paths.count > 1 else { return try Self.stamp(of: paths[0]) }
        return SourceStamp(of: try paths.enumerated().map { index, path in try Trouble.naming(part: index) { try Self.stamp(of: path) } })
    }

    /// Puts links with plain names in the places where tools look; names with any bytes become harmless so.
    func link(in work: WorkFolder) throws {
        for (index, path) in paths.enumerated() {
            let place = work.source(index)
            unlink(place)
            guard path.withCString({ symlink($0, place) }) == 0 else { throw FileTree.trouble(place, errno) }
        }
    }

    /// Whether the folder of the library is missing, cannot be read, or is empty, as the place of a disk is that is not mounted. Then nothing is
    /// known of the file, whatever was said about it.
    static func isAway(_ library: FilePath) -> Bool {
        guard let folder = library.withCString({ opendir($0) }) else { return true }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { return false }
        }
        return true
    }

    private static func stamp(of path: FilePath) throws -> SourceStamp {
        var status = stat()
        guard path.withCString({ stat($0, &status) }) == 0 else {
            throw errno == EACCES ? unreadable(path, errno) : Trouble.gone(path: path.text)
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Trouble.notVideo }
        guard path.withCString({ access($0, R_OK) }) == 0 else { throw unreadable(path, errno) }
        guard status.st_size > 0 else { throw Trouble.empty }
        let modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        return SourceStamp(size: Int64(status.st_size), modified: modified)
    }

    private static func unreadable(_ path: FilePath, _ code: Int32) -> Trouble {
        .unreadable(path: path.text, reason: String(cString: strerror(code)))
    }
}
