/// A stretch of the film that one command encodes in all renditions.
package struct Chunk: Codable, Hashable, Sendable {
    package var index: Int
    /// Number of its first picture in the film.
    package var first: Int
    /// Pictures in each of its segments.
    package var segments: [Int]
    /// Where reading begins, in seconds behind the container's start: a picture that decoding can begin with, a second or more earlier.
    package var seek: Double

    package var frames: Int { segments.reduce(0, +) }

    package init(index: Int, first: Int, segments: [Int], seek: Double) {
        self.index = index
        self.first = first
        self.segments = segments
        self.seek = seek
    }
}
