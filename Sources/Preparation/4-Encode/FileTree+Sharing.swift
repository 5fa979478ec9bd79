import Foundation

extension FileTree {
    /// Gives a file that never changes a second name: a hard link, or a copy where the disk has none. Blocks.
    static func share(_ path: String, at place: String) throws {
        if link(path, place) == 0 { return }
        guard [EXDEV, EPERM, EMLINK, ENOTSUP, ENOSYS].contains(errno) else { throw trouble(place, errno) }
        do {
            try FileManager.default.copyItem(atPath: path, toPath: place)
        } catch {
            throw trouble(place, ENOSPC)
        }
    }
}
