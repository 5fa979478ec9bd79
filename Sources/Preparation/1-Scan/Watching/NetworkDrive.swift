import Foundation

/// Tells drives whose changes may be made by other computers, which nobody tells this one of.
enum NetworkDrive {
    private static let types: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "virtiofs", "vboxsf", "ceph", "afs", "coda", "glusterfs", "lustre", "gfs2", "ocfs2",
        "davfs", "ncpfs",
    ]

    /// False where that cannot be told. Blocks.
    static func holds(_ path: FilePath) -> Bool {
        guard let real = try? FileStatus.resolved(path), let table = FileManager.default.contents(atPath: "/proc/self/mountinfo") else {
            return false
        }
        return holds(real, among: Array(table))
    }

    /// - Parameter table: `/proc/self/mountinfo` (proc(5)): the fifth field is where a drive is mounted, the first behind a lone dash its type.
    static func holds(_ path: FilePath, among table: [UInt8]) -> Bool {
        var (longest, type) = (-1, "")
        for line in table.split(separator: UInt8(ascii: "\n")) {
            let fields = line.split(separator: UInt8(ascii: " "))
            guard fields.count > 6, let dash = fields.firstIndex(where: { $0.elementsEqual("-".utf8) }), dash + 1 < fields.count else {
                continue
            }
            let place = unescaped(fields[4])
            let isAbove = place == [Byte.slash] || path.bytes == place || path.bytes.starts(with: place + [Byte.slash])
            // Of two on one place the later covers the earlier.
            if isAbove, place.count >= longest { (longest, type) = (place.count, String(decoding: fields[dash + 1], as: UTF8.self)) }
        }
        return types.contains(type) || type.hasPrefix("fuse.")
    }

    /// Spaces and the like are written as a backslash and three octal digits.
    private static func unescaped(_ field: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = field
        while let first = rest.popFirst() {
            let digits = rest.prefix(3)
            if first == UInt8(ascii: "\\"), digits.count == 3, digits.allSatisfy({ (48...55).contains($0) }) {
                bytes.append(UInt8(truncatingIfNeeded: digits.reduce(0) { $0 * 8 + Int($1 - 48) }))
                rest = rest.dropFirst(3)
            } else {
                bytes.append(first)
            }
        }
        return bytes
    }
}
