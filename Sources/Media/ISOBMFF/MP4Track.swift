import KinoraKernel

/// One track of a progressive MP4 file, with a list of its samples.
package struct MP4Track: Sendable {
    package enum Kind: Hashable, Sendable {
        case video
        case audio
        case other
    }

    package let file: RandomAccessFile
    package let id: UInt32
    package let kind: Kind
    /// Ticks per second of all times of this track.
    package let timescale: Int64
    package let language: LanguageTag
    package let sampleEntry: SampleEntry
    package let edits: EditList
    /// In decoding order.
    package let samples: [MediaSample]
    /// The language as the file writes it: three letters of five bits (ISO/IEC 14496-12 8.4.2.3).
    let packedLanguage: UInt16

    init(_ trak: Box, of file: RandomAccessFile, movieTimescale: Int64) throws {
        self.file = file
        id = try Self.trackID(trak)
        let mdia = try trak.needed("mdia")
        (timescale, packedLanguage) = try Self.mediaHeader(mdia)
        language = LanguageTag(Self.letters(packedLanguage))
        kind = try Self.kind(mdia)
        let stbl = try mdia.needed("minf").needed("stbl")
        sampleEntry = try SampleEntry(firstOf: stbl.needed("stsd"), kind: kind)
        samples = try SampleTable.samples(stbl, of: file)
        edits = try EditList(trak.child("edts")?.child("elst"), movieTimescale: movieTimescale, timescale: timescale, path: file.path)
    }

    private static func trackID(_ trak: Box) throws -> UInt32 {
        var (cursor, version) = try trak.needed("tkhd").fullCursor()
        try cursor.skip(version == 1 ? 16 : 8)
        return try cursor.u32()
    }

    private static func mediaHeader(_ mdia: Box) throws -> (timescale: Int64, language: UInt16) {
        var (cursor, version) = try mdia.needed("mdhd").fullCursor()
        try cursor.skip(version == 1 ? 16 : 8)
        let timescale = Int64(try cursor.u32())
        guard timescale > 0 else { throw MediaFileProblem.damaged(mdia.path, "a track's timescale is zero") }
        try cursor.skip(version == 1 ? 8 : 4)
        return (timescale, try cursor.u16())
    }

    private static func kind(_ mdia: Box) throws -> Kind {
        var (cursor, _) = try mdia.needed("hdlr").fullCursor()
        try cursor.skip(4)
        switch try cursor.fourCC() {
        case "vide": return .video
        case "soun": return .audio
        default: return .other
        }
    }

    private static func letters(_ packed: UInt16) -> String {
        let letters = [packed >> 10 & 31, packed >> 5 & 31, packed & 31].map { UInt8($0) + 0x60 }
        return letters.allSatisfy { (97...122).contains($0) } ? String(decoding: letters, as: UTF8.self) : ""
    }
}
