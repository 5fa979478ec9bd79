/// A progressive MP4 file (ISO/IEC 14496-12): header and sample tables are read, the media stay on disk.
///
/// Everything in the file is doubted: counts and sizes are checked against what is there before memory is taken, and what contradicts
/// itself is thrown as a `MediaFileProblem`. Reading blocks.
package struct MP4File: Sendable {
    package let file: RandomAccessFile
    /// In the order of the file.
    package let tracks: [MP4Track]

    /// A header of ten hours with many tracks is about 30 megabytes.
    private static let headerLimit: Int64 = 128 << 20
    private static let trackLimit = 200

    package init(path: String) throws {
        let file = try RandomAccessFile(path: path)
        let boxes = try BoxHeader.all(in: file)
        guard let header = boxes.first(where: { $0.type == "moov" }) else {
            throw MediaFileProblem.damaged(path, "it has no header, so it was not finished or is not an MP4 file")
        }
        guard header.end - header.start <= Self.headerLimit else { throw MediaFileProblem.unsupported(path, "its header is too large") }
        let bytes = try file.read(at: header.start, count: Int(header.end - header.start))
        let moov = Box(type: "moov", bytes: bytes, whole: 0..<bytes.count, body: Int(header.headerSize)..<bytes.count, path: path)
        let parts = try moov.children()
        guard !parts.contains(where: { $0.type == "mvex" }) else { throw MediaFileProblem.unsupported(path, "it is fragmented") }
        let movieTimescale = try Self.movieTimescale(moov)
        let traks = parts.filter { $0.type == "trak" }
        guard traks.count <= Self.trackLimit else { throw MediaFileProblem.unsupported(path, "it has too many tracks") }
        self.file = file
        tracks = try traks.map { try MP4Track($0, of: file, movieTimescale: movieTimescale) }
    }

    /// The first track of a kind. Throws when there is none.
    package func first(_ kind: MP4Track.Kind) throws -> MP4Track {
        guard let track = tracks.first(where: { $0.kind == kind }) else {
            throw MediaFileProblem.unsupported(file.path, "it has no \(kind == .video ? "picture" : "sound")")
        }
        return track
    }

    private static func movieTimescale(_ moov: Box) throws -> Int64 {
        var (cursor, version) = try moov.needed("mvhd").fullCursor()
        try cursor.skip(version == 1 ? 16 : 8)
        let timescale = Int64(try cursor.u32())
        guard timescale > 0 else { throw MediaFileProblem.damaged(moov.path, "its timescale is zero") }
        return timescale
    }
}
