/// A box in memory (ISO/IEC 14496-12 4.2): its type and the bytes after its header.
struct Box {
    let type: FourCC
    /// All bytes that the box stands in, shared and not copied.
    let bytes: [UInt8]
    /// From the first byte of the header to the end.
    let whole: Range<Int>
    /// Behind the header.
    let body: Range<Int>
    let path: String

    /// More boxes in one place are not believed.
    private static let childLimit = 20_000

    func cursor(skipping count: Int = 0) throws -> ByteCursor {
        var cursor = ByteCursor(bytes, in: body, path: path)
        try cursor.skip(count)
        return cursor
    }

    /// A cursor behind the version and flags of a full box, and the version.
    func fullCursor() throws -> (ByteCursor, version: UInt8) {
        var cursor = try cursor()
        let version = try cursor.u8()
        try cursor.skip(3)
        return (cursor, version)
    }

    /// The boxes inside, which begin `offset` bytes behind the header.
    func children(from offset: Int = 0) throws -> [Box] {
        var cursor = try cursor(skipping: offset)
        var children: [Box] = []
        while cursor.remaining >= 8 {
            guard children.count < Self.childLimit else { throw MediaFileProblem.damaged(path, "it has too many boxes") }
            let start = cursor.position
            var size = Int64(try cursor.u32())
            let type = try cursor.fourCC()
            if size == 1 { size = try cursor.offset64() }
            let header = cursor.position - start
            if size == 0 { size = Int64(cursor.end - start) }
            guard size >= Int64(header), size <= Int64(cursor.end - start) else {
                throw MediaFileProblem.damaged(path, "the box \(type) has an impossible size")
            }
            let end = start + Int(size)
            children.append(Box(type: type, bytes: bytes, whole: start..<end, body: cursor.position..<end, path: path))
            try cursor.skip(end - cursor.position)
        }
        return children
    }

    func child(_ type: FourCC) throws -> Box? {
        try children().first { $0.type == type }
    }

    func needed(_ type: FourCC) throws -> Box {
        guard let box = try child(type) else { throw MediaFileProblem.damaged(path, "the box \(type) is missing") }
        return box
    }
}
