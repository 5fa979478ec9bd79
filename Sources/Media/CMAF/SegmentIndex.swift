/// The `sidx` of a track file (ISO/IEC 14496-12 8.16.3): one reference for each segment, which begins with a SAP of type 1.
package struct SegmentIndex: Hashable, Sendable {
    package let timescale: Int64
    /// In ticks.
    package let earliestPresentation: Int64
    package let segments: [TrackFile.Segment]

    init(timescale: Int64, earliestPresentation: Int64, segments: [TrackFile.Segment]) {
        self.timescale = timescale
        self.earliestPresentation = earliestPresentation
        self.segments = segments
    }

    var bytes: [UInt8] {
        var boxes = BoxWriter()
        boxes.box("sidx", version: 1) {
            $0.add(1 as UInt32)
            $0.add(UInt32(timescale))
            $0.add(UInt64(earliestPresentation))
            $0.add(0 as UInt64)
            $0.add(0 as UInt16)
            $0.add(UInt16(segments.count))
            for segment in segments {
                $0.add(UInt32(truncatingIfNeeded: segment.size) & 0x7FFF_FFFF)
                $0.add(UInt32(truncatingIfNeeded: segment.duration))
                $0.add(0x9000_0000 as UInt32)
            }
        }
        return boxes.bytes
    }

    /// When a track whose index stands at a place begins, in its ticks; without reading more than that.
    package static func start(of track: TrackFile, in file: RandomAccessFile) throws -> Int64 {
        let bytes = try file.read(at: track.headerEnd, count: Int(min(track.indexEnd - track.headerEnd, 64)))
        let box = Box(type: "sidx", bytes: bytes, whole: 0..<bytes.count, body: 8..<bytes.count, path: file.path)
        var (cursor, version) = try box.fullCursor()
        guard bytes[4..<8].elementsEqual("sidx".utf8) else { throw MediaFileProblem.damaged(file.path, "its segment index is missing") }
        try cursor.skip(8)
        return version == 0 ? Int64(try cursor.u32()) : try cursor.offset64()
    }

    /// Reads the index of a track file back, with its place, for verification.
    package static func read(from file: RandomAccessFile) throws -> (index: SegmentIndex, place: BoxHeader) {
        guard let place = try BoxHeader.all(in: file).first(where: { $0.type == "sidx" }), place.end - place.start < 1 << 20 else {
            throw MediaFileProblem.damaged(file.path, "its segment index is missing")
        }
        let bytes = try file.read(at: place.start, count: Int(place.end - place.start))
        let box = Box(type: "sidx", bytes: bytes, whole: 0..<bytes.count, body: Int(place.headerSize)..<bytes.count, path: file.path)
        var (cursor, version) = try box.fullCursor()
        try cursor.skip(4)
        let timescale = Int64(try cursor.u32())
        let earliest = version == 0 ? Int64(try cursor.u32()) : try cursor.offset64()
        try cursor.skip(version == 0 ? 4 : 8)
        try cursor.skip(2)
        let count = Int(try cursor.u16())
        var segments: [TrackFile.Segment] = []
        for _ in 0..<count {
            let size = Int64(try cursor.u32())
            let duration = Int64(try cursor.u32())
            guard size < 1 << 31, try cursor.u32() == 0x9000_0000 else {
                throw MediaFileProblem.damaged(file.path, "its segment index does not point at segments with clean starts")
            }
            segments.append(TrackFile.Segment(size: size, duration: duration))
        }
        return (SegmentIndex(timescale: timescale, earliestPresentation: earliest, segments: segments), place)
    }
}
