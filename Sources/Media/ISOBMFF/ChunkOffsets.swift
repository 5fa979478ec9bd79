/// Where the chunks of a track begin (`stco`, `co64`), one after the other.
struct ChunkOffsets {
    private var cursor: ByteCursor
    private var left: Int
    private let isLong: Bool

    init(_ stbl: Box) throws {
        let long = try stbl.child("co64")
        isLong = long != nil
        (cursor, _) = try (long ?? stbl.needed("stco")).fullCursor()
        left = Int(try cursor.u32())
        guard left * (isLong ? 8 : 4) <= cursor.remaining else { throw MediaFileProblem.damaged(stbl.path, "its table of chunks is cut") }
    }

    mutating func next() throws -> Int64? {
        guard left > 0 else { return nil }
        left -= 1
        let offset = isLong ? try cursor.offset64() : Int64(try cursor.u32())
        guard offset < 1 << 62 else { throw MediaFileProblem.damaged(cursor.path, "samples lie beyond its end") }
        return offset
    }
}
