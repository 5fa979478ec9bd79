/// Some segments of a track as a file of their own, with the track's header.
package enum TrackExcerpt {
    /// Writes the file, which must not exist yet. Blocks.
    /// - Parameter segments: their numbers, ascending.
    package static func write(_ segments: [Int], of track: TrackFile, in file: RandomAccessFile, to path: String) throws {
        var starts = [track.indexEnd]
        for segment in track.segments { starts.append(starts[starts.count - 1] + segment.size) }
        let output = try OutputFile(path: path)
        do {
            try output.copy(0..<track.headerEnd, of: file)
            for number in segments { try output.copy(starts[number]..<starts[number + 1], of: file) }
            _ = try output.close()
        } catch {
            output.discard()
            throw error
        }
    }
}
