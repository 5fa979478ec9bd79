/// Whether an MP4 file is encrypted: one of its tracks has sample entries `encv` or `enca` (ISO/IEC 14496-12 8.12, ISO/IEC 23001-7).
package enum Encryption {
    private static let headerLimit: Int64 = 128 << 20
    private static let entries: [FourCC] = ["encv", "enca"]

    /// False also where the file cannot be understood; that is for others to say. Reading blocks.
    package static func isFound(in path: String) -> Bool {
        do {
            return try look(path)
        } catch {
            return false
        }
    }

    private static func look(_ path: String) throws -> Bool {
        let file = try RandomAccessFile(path: path)
        guard let header = try BoxHeader.all(in: file).first(where: { $0.type == "moov" }), header.end - header.start <= headerLimit else {
            return false
        }
        let bytes = try file.read(at: header.start, count: Int(header.end - header.start))
        let moov = Box(type: "moov", bytes: bytes, whole: 0..<bytes.count, body: Int(header.headerSize)..<bytes.count, path: path)
        return try moov.children().contains { trak in
            guard trak.type == "trak", let table = try trak.child("mdia")?.child("minf")?.child("stbl")?.child("stsd") else { return false }
            // Behind version, flags and the number of entries.
            return try table.children(from: 8).contains { entries.contains($0.type) }
        }
    }
}
