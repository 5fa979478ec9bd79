import KinoraKernel
import KinoraMedia

/// What the bytes of a track file must say, according to the package's contents. Blocks.
struct TrackShape: Sendable {
    let path: String
    let track: TrackFile

    func check() throws {
        let file = try RandomAccessFile(path: path)
        guard file.size == track.size else { throw Trouble.notAsPlanned("\(name) has \(file.size) instead of \(track.size) bytes") }
        let (index, place) = try SegmentIndex.read(from: file)
        guard place.start == track.headerEnd, place.end == track.indexEnd, index.timescale == track.timescale else {
            throw Trouble.notAsPlanned("\(name) has its index in another place")
        }
        guard index.segments.map(\.size) == track.segments.map(\.size), index.segments.map(\.duration) == track.segments.map(\.duration)
        else { throw Trouble.notAsPlanned("\(name) has an index that does not say what the package says") }
        var position = track.indexEnd
        for segment in track.segments {
            guard try file.read(at: position + 4, count: 4).elementsEqual("moof".utf8) else {
                throw Trouble.notAsPlanned("\(name) lacks a segment")
            }
            position += segment.size
        }
        guard position == track.size else { throw Trouble.notAsPlanned("\(name) does not end with its last segment") }
        guard try file.digest() == track.digest else { throw Trouble.notAsPlanned("\(name) is not what was written") }
    }

    private var name: String { path.split(separator: "/").suffix(2).joined(separator: "/") }
}
