import KinoraMedia

/// What the bytes of a track file must say, according to the package's contents. Blocks.
struct TrackShape: Sendable {
    let path: String
    let track: TrackFile

    func check() throws {
        let file = try RandomAccessFile(path: path)
        guard file.size == track.size else { throw broken("has \(file.size) instead of \(track.size) bytes") }
        let (index, place) = try SegmentIndex.read(from: file)
        guard place.start == track.headerEnd, place.end == track.indexEnd, index.timescale == track.timescale else {
            throw broken("has its index in another place")
        }
        guard index.segments.map(\.size) == track.segments.map(\.size), index.segments.map(\.duration) == track.segments.map(\.duration)
        else { throw broken("has an index that does not say what the package says") }
        var position = track.indexEnd
        for segment in track.segments {
            guard try file.read(at: position + 4, count: 4).elementsEqual("moof".utf8) else { throw broken("lacks a segment") }
            position += segment.size
        }
        guard position == track.size else { throw broken("does not end with its last segment") }
        guard try file.digest() == track.digest else { throw broken("is not what was written") }
    }

    private func broken(_ reason: String) -> Trouble {
        .notAsPlanned("\(path.split(separator: "/").suffix(2).joined(separator: "/")) \(reason)")
    }
}
