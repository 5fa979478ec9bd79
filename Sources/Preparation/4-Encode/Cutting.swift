/// Cuts a film's pictures into segments and the segments into chunks.
package enum Cutting {
    /// Segments of equal length; a rest of less than half a segment is added to the last.
    package static func segments(of frames: Int, each length: Int) -> [Int] {
        let length = max(1, length)
        var segments = Array(repeating: length, count: frames / length)
        let rest = frames % length
        if rest > 0 {
            if rest * 2 < length, let last = segments.indices.last { segments[last] += rest } else { segments.append(rest) }
        }
        return segments
    }

    /// Segments that begin where the source can be cut: the places nearest behind three quarters of the wanted length.
    /// - Parameter places: numbers of the pictures that nothing before them is needed for, ascending, from 0.
    package static func segments(of frames: Int, each length: Int, at places: [Int]) -> [Int] {
        var borders = [0]
        for place in places where place < frames && (place - borders[borders.count - 1]) * 4 >= length * 3 { borders.append(place) }
        if borders.count > 1, (frames - borders[borders.count - 1]) * 4 < length { borders.removeLast() }
        return zip(borders, borders.dropFirst() + [frames]).map { $1 - $0 }
    }

    /// Chunks of whole segments with at least the wanted number of pictures each; a short rest is added to the last.
    /// - Parameter seek: where reading for the chunk that begins with a picture starts.
    package static func chunks(of segments: [Int], each length: Int, seek: (Int) -> Double) -> [Chunk] {
        var groups: [[Int]] = []
        var open: [Int] = []
        for segment in segments {
            open.append(segment)
            if open.reduce(0, +) >= length {
                groups.append(open)
                open = []
            }
        }
        if open.reduce(0, +) * 2 < length, let last = groups.indices.last {
            groups[last] += open
        } else if !open.isEmpty {
            groups.append(open)
        }
        var first = 0
        return groups.enumerated().map { index, segments in
            defer { first += segments.reduce(0, +) }
            return Chunk(index: index, first: first, segments: segments, seek: seek(first))
        }
    }
}
