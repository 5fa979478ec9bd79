/// What `esds` says about MPEG-4 sound (ISO/IEC 14496-1 7.2.6 and 14496-3 1.6.2.1).
struct ElementaryStream {
    let objectType: UInt8
    /// 2 is AAC-LC, 5 is HE-AAC; nil when the coding is not MPEG-4 sound.
    let audioObjectType: Int?
    /// Nil when the file does not say it here.
    let channels: Int?

    init(_ esds: Box) throws {
        var cursor = try Self.insideStream(esds)
        try Self.skipStreamFields(&cursor)
        try Self.enter(0x04, &cursor)
        objectType = try cursor.u8()
        try cursor.skip(12)
        guard objectType == 0x40 else {
            (audioObjectType, channels) = (nil, nil)
            return
        }
        try Self.enter(0x05, &cursor)
        var bits = BitCursor(cursor)
        var type = try bits.read(5)
        if type == 31 { type = 32 + (try bits.read(6)) }
        if try bits.read(4) == 15 { _ = try bits.read(24) }
        let configuration = try bits.read(4)
        audioObjectType = type
        channels = (1...7).contains(configuration) ? (configuration == 7 ? 8 : configuration) : nil
    }

    /// The index of the two bytes of ES_ID in the box's bytes.
    static func identifierPlace(in esds: Box) throws -> Int? {
        let cursor = try insideStream(esds)
        return cursor.remaining >= 2 ? cursor.position : nil
    }

    private static func insideStream(_ esds: Box) throws -> ByteCursor {
        var (cursor, _) = try esds.fullCursor()
        try enter(0x03, &cursor)
        return cursor
    }

    private static func skipStreamFields(_ cursor: inout ByteCursor) throws {
        try cursor.skip(2)
        let flags = try cursor.u8()
        if flags & 0x80 != 0 { try cursor.skip(2) }
        if flags & 0x40 != 0 { try cursor.skip(Int(try cursor.u8())) }
        if flags & 0x20 != 0 { try cursor.skip(2) }
    }

    /// Goes behind the tag and the length of a descriptor, which takes one to four bytes.
    private static func enter(_ tag: UInt8, _ cursor: inout ByteCursor) throws {
        guard try cursor.u8() == tag else { throw MediaFileProblem.damaged(cursor.path, "the description of its sound is impossible") }
        for _ in 0..<4 {
            if try cursor.u8() & 0x80 == 0 { return }
        }
        throw MediaFileProblem.damaged(cursor.path, "the description of its sound is impossible")
    }
}
