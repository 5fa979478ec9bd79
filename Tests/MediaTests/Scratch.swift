import Foundation
import Synchronization

/// A folder for one test's files.
struct Scratch {
    let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "kinora-media-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// Writes a file and the folders above it.
    @discardableResult
    func write(_ bytes: Data, to name: String) throws -> String {
        let path = path(name)
        let above = URL(filePath: path).deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: above, withIntermediateDirectories: true)
        try bytes.write(to: URL(filePath: path))
        return path
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// A folder that several tests share; it goes when the process ends.
    static func shared() throws -> Scratch {
        let scratch = try Scratch()
        let isFirst = folders.withLock { folders in
            folders.append(scratch.folder)
            return folders.count == 1
        }
        if isFirst {
            atexit { Scratch.folders.withLock { for folder in $0 { try? FileManager.default.removeItem(atPath: folder) } } }
        }
        return scratch
    }

    private static let folders = Mutex<[String]>([])
}
