import KinoraKernel

/// Where the parts of a track's file stand, and its bit rates.
package struct TrackFile: Codable, Hashable, Sendable {
    /// Length of the whole file in bytes.
    package var size: Int64
    /// The header (`ftyp`, `moov`) is bytes 0 ..< headerEnd.
    package var headerEnd: Int64
    /// The segment index (`sidx`, ISO/IEC 14496-12 8.16.3) is bytes headerEnd ..< indexEnd; the segments follow without gaps.
    package var indexEnd: Int64
    /// Ticks per second.
    package var timescale: Int64
    package var segments: [Segment]
    /// Bits per second over the whole track.
    package var averageBandwidth: Int64
    /// Bits per second of the most expensive stretch of 0.5 to 1.5 target durations (RFC 8216bis 4.4.6.2, `BANDWIDTH`).
    package var peakBandwidth: Int64
    /// Of the whole file.
    package var digest: Digest

    package init(
        size: Int64, headerEnd: Int64, indexEnd: Int64, timescale: Int64, segments: [Segment], averageBandwidth: Int64,
        peakBandwidth: Int64, digest: Digest
    ) {
        self.size = size
        self.headerEnd = headerEnd
        self.indexEnd = indexEnd
        self.timescale = timescale
        self.segments = segments
        self.averageBandwidth = averageBandwidth
        self.peakBandwidth = peakBandwidth
        self.digest = digest
    }

    package struct Segment: Codable, Hashable, Sendable {
        /// Length in bytes.
        package var size: Int64
        /// Length in ticks of the timescale.
        package var duration: Int64
        /// Bytes from the segment's start to the end of its first picture, for fast winding; nil for sound.
        package var firstPictureEnd: Int64?

        package init(size: Int64, duration: Int64, firstPictureEnd: Int64? = nil) {
            self.size = size
            self.duration = duration
            self.firstPictureEnd = firstPictureEnd
        }
    }
}
