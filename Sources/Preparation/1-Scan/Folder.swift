import Foundation

/// Looks into a folder, without following symbolic links. Blocking.
enum Folder {
    struct Entry: Sendable {
        var name: [UInt8]
    }

    /// The names of the folders in a folder, links to folders left out, in no order.
    /// - Throws: `FileTrouble`.
    static func folders(in path: FilePath) throws -> [[UInt8]] {
        guard let stream = path.withCString({ opendir($0) }) else { throw FileTrouble(errno: errno) }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while let entry = readdir(stream) {
            let name = name(of: entry)
            if name == [Byte.dot] || name == [Byte.dot, Byte.dot] { continue }
            switch Int32(entry.pointee.d_type) {
            case Int32(DT_DIR): names.append(name)
            case Int32(DT_UNKNOWN):
                // File systems that do not say it in the folder have to be asked.
                let status = try? FileStatus(path.appending(name), followingLinks: false)
                if status?.kind == .folder { names.append(name) }
            default: continue
            }
        }
        return names
    }

    /// The names in a folder, in the order of their bytes, without `.` and `..`.
    /// - Throws: `FileTrouble`.
    static func names(in path: FilePath) throws -> [[UInt8]] {
        guard let stream = path.withCString({ opendir($0) }) else { throw FileTrouble(errno: errno) }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw FileTrouble(errno: errno) }
                break
            }
            let name = name(of: entry)
            if name != [Byte.dot] && name != [Byte.dot, Byte.dot] { names.append(name) }
        }
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return [] }
        let start = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: UInt8.self)
        return Array(UnsafeBufferPointer(start: start, count: strlen(UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self))))
    }
}
