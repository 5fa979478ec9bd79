/// How many samples each chunk of a track has (`stsc`).
struct ChunkRuns {
    private var cursor: ByteCursor
    private var entriesLeft: Int
    private var chunk: UInt32 = 0
    private var samples: Int = 0
    /// The first chunk that the following entry is about.
    private var nextFirst: UInt32?

    init(_ box: Box) throws {
        (cursor, _) = try box.fullCursor()
        entriesLeft = Int(try cursor.u32())
        guard entriesLeft * 12 <= cursor.remaining else { throw MediaFileProblem.damaged(box.path, "the box stsc is cut") }
        try advance()
        guard nextFirst == 1 || nextFirst == nil else { throw MediaFileProblem.damaged(box.path, "the box stsc is impossible") }
    }

    mutating func samplesInNextChunk() throws -> Int {
        chunk += 1
        if chunk == nextFirst {
            samples = Int(try cursor.u32())
            guard try cursor.u32() == 1 else { throw MediaFileProblem.unsupported(cursor.path, "its coding changes on the way") }
            try advance()
            if let next = nextFirst, next <= chunk { throw MediaFileProblem.damaged(cursor.path, "the box stsc is impossible") }
        }
        guard samples > 0 else { throw MediaFileProblem.damaged(cursor.path, "a chunk is empty") }
        return samples
    }

    private mutating func advance() throws {
        guard entriesLeft > 0 else {
            nextFirst = nil
            return
        }
        entriesLeft -= 1
        nextFirst = try cursor.u32()
    }
}
