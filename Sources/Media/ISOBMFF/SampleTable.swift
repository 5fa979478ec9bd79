/// Reads the tables of a track (ISO/IEC 14496-12 8.6 and 8.7) into a list of samples.
///
/// The number of samples comes from the table of sizes, is checked against the file's length, and bounds all other tables:
/// each must name exactly as many samples, and every sample must lie inside the file.
enum SampleTable {
    /// Ten hours at 120 pictures a second; the list takes 32 bytes for each.
    static let sampleLimit = 4_500_000

    static func samples(_ stbl: Box, of file: RandomAccessFile) throws -> [MediaSample] {
        let sizes = try sizes(stbl, of: file)
        let count = sizes.count
        let durations = try Runs(stbl.needed("stts"), valuesAre: .unsigned, cover: count)
        let compositions = try stbl.child("ctts").map { try Runs($0, valuesAre: .signed, cover: count) }
        let sync = try syncFlags(stbl, count: count)
        let offsets = try offsets(stbl, sizes: sizes, of: file)
        return assemble(sizes: sizes, offsets: offsets, durations: durations, compositions: compositions, sync: sync)
    }

    private static func assemble(sizes: [UInt32], offsets: [Int64], durations: Runs, compositions: Runs?, sync: [Bool]?) -> [MediaSample] {
        var samples: [MediaSample] = []
        samples.reserveCapacity(sizes.count)
        var durations = durations
        var compositions = compositions
        var time: Int64 = 0
        for index in sizes.indices {
            let duration = durations.next()
            samples.append(
                MediaSample(
                    offset: offsets[index], decodeTime: time, size: sizes[index],
                    compositionOffset: Int32(truncatingIfNeeded: compositions?.next() ?? 0), duration: UInt32(truncatingIfNeeded: duration),
                    isSync: sync?[index] ?? true))
            time += duration
        }
        return samples
    }

    private static func sizes(_ stbl: Box, of file: RandomAccessFile) throws -> [UInt32] {
        guard let stsz = try stbl.child("stsz") else {
            throw MediaFileProblem.unsupported(file.path, "it has no plain table of sample sizes")
        }
        var (cursor, _) = try stsz.fullCursor()
        let common = try cursor.u32()
        let count = Int(try cursor.u32())
        guard count <= sampleLimit else { throw MediaFileProblem.unsupported(file.path, "it has too many samples") }
        if common > 0 {
            guard Int64(count) * Int64(common) <= file.size else { throw MediaFileProblem.damaged(file.path, "samples lie beyond its end") }
            return [UInt32](repeating: common, count: count)
        }
        guard count * 4 <= cursor.remaining else { throw MediaFileProblem.damaged(file.path, "its table of sample sizes is cut") }
        var sizes: [UInt32] = []
        sizes.reserveCapacity(count)
        for _ in 0..<count {
            let size = try cursor.u32()
            guard size > 0 else { throw MediaFileProblem.damaged(file.path, "a sample is empty") }
            sizes.append(size)
        }
        return sizes
    }

    /// Nil when every sample is one where decoding can begin.
    private static func syncFlags(_ stbl: Box, count: Int) throws -> [Bool]? {
        guard let stss = try stbl.child("stss") else { return nil }
        var (cursor, _) = try stss.fullCursor()
        let entries = Int(try cursor.u32())
        guard entries <= count, entries * 4 <= cursor.remaining else {
            throw MediaFileProblem.damaged(stbl.path, "its table of key pictures is impossible")
        }
        var flags = [Bool](repeating: false, count: count)
        for _ in 0..<entries {
            let number = Int(try cursor.u32())
            guard (1...max(count, 1)).contains(number) else {
                throw MediaFileProblem.damaged(stbl.path, "its table of key pictures is impossible")
            }
            flags[number - 1] = true
        }
        return flags
    }

    private static func offsets(_ stbl: Box, sizes: [UInt32], of file: RandomAccessFile) throws -> [Int64] {
        var chunks = try ChunkOffsets(stbl)
        var runs = try ChunkRuns(stbl.needed("stsc"))
        var offsets: [Int64] = []
        offsets.reserveCapacity(sizes.count)
        while let start = try chunks.next() {
            var position = start
            for _ in 0..<(try runs.samplesInNextChunk()) {
                guard offsets.count < sizes.count else { throw MediaFileProblem.damaged(file.path, "its chunks hold too many samples") }
                let end = position + Int64(sizes[offsets.count])
                guard end <= file.size else { throw MediaFileProblem.damaged(file.path, "samples lie beyond its end") }
                offsets.append(position)
                position = end
            }
        }
        guard offsets.count == sizes.count else { throw MediaFileProblem.damaged(file.path, "its chunks hold too few samples") }
        return offsets
    }
}
