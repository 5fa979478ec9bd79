/// Where a box stands at the top level of a file.
package struct BoxHeader: Hashable, Sendable {
    package let type: FourCC
    /// The first byte of its header.
    package let start: Int64
    /// Length of its header in bytes.
    package let headerSize: Int64
    /// The first byte behind it.
    package let end: Int64

    /// More boxes at the top level are not read; a fragmented file of ten hours has about 20 000.
    static let limit = 200_000

    /// The boxes at the top level, without their contents. Throws when they do not fill the file exactly.
    package static func all(in file: RandomAccessFile) throws -> [BoxHeader] {
        var headers: [BoxHeader] = []
        var position: Int64 = 0
        while position < file.size {
            guard headers.count < limit else { throw MediaFileProblem.damaged(file.path, "it has too many boxes") }
            let header = try read(at: position, in: file)
            headers.append(header)
            position = header.end
        }
        return headers
    }

    private static func read(at position: Int64, in file: RandomAccessFile) throws -> BoxHeader {
        let left = file.size - position
        let bytes = try file.read(at: position, count: Int(min(16, left)))
        var cursor = ByteCursor(bytes, in: 0..<bytes.count, path: file.path)
        var size = Int64(try cursor.u32())
        let type = try cursor.fourCC()
        if size == 1 { size = try cursor.offset64() }
        if size == 0 { size = left }
        guard size >= Int64(cursor.position), size <= left else {
            throw MediaFileProblem.damaged(
                file.path, size > left ? "it ends inside the box \(type)" : "the box \(type) has an impossible size")
        }
        return BoxHeader(type: type, start: position, headerSize: Int64(cursor.position), end: position + size)
    }
}
