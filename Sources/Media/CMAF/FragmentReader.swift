/// Reads one segment of a track file back: where its samples lie, and by how much each is shown later than decoded.
///
/// As `MovieFragment` writes them: one fragment, one track, one run; its media follow directly and nothing else does.
struct FragmentReader {
    struct Sample {
        /// In the segment's bytes.
        let range: Range<Int>
        /// In ticks.
        let compositionOffset: Int64
    }

    /// In decoding order.
    let samples: [Sample]

    init(_ bytes: [UInt8], path: String) throws {
        let whole = Box(type: "moof", bytes: bytes, whole: 0..<bytes.count, body: 0..<bytes.count, path: path)
        let boxes = try whole.children()
        guard boxes.map(\.type) == ["moof", "mdat"], boxes[1].whole.upperBound == bytes.count else { throw Self.damaged(path) }
        let media = boxes[1].body
        var cursor = try boxes[0].needed("traf").needed("trun").cursor()
        // ISO/IEC 14496-12 8.8.8: what is given for the run, then for each sample.
        let flags = try cursor.u32()
        let count = Int(try cursor.u32())
        guard flags & 0x201 == 0x201, try Int(cursor.i32()) == media.lowerBound else { throw Self.damaged(path) }
        if flags & 0x4 != 0 { try cursor.skip(4) }
        guard count <= cursor.remaining / 4 else { throw Self.damaged(path) }
        var place = media.lowerBound
        var samples: [Sample] = []
        samples.reserveCapacity(count)
        for _ in 0..<count {
            if flags & 0x100 != 0 { try cursor.skip(4) }
            let size = Int(try cursor.u32())
            if flags & 0x400 != 0 { try cursor.skip(4) }
            let offset = flags & 0x800 != 0 ? Int64(try cursor.u32()) : 0
            guard size <= media.upperBound - place else { throw Self.damaged(path) }
            samples.append(Sample(range: place..<place + size, compositionOffset: offset))
            place += size
        }
        guard place == media.upperBound else { throw Self.damaged(path) }
        self.samples = samples
    }

    private static func damaged(_ path: String) -> MediaFileProblem {
        .damaged(path, "a segment does not hold the pictures that it lists")
    }
}
