/// Bit rates of a track as manifests state them.
enum Bandwidth {
    /// Bits per second over all segments, rounded up.
    static func average(of segments: [TrackFile.Segment], timescale: Int64) -> Int64 {
        let bytes = segments.reduce(Int64(0)) { $0 + $1.size }
        return rate(bytes, over: segments.reduce(Int64(0)) { $0 + $1.duration }, timescale)
    }

    /// The largest bit rate of any stretch of segments that lasts between 0.5 and 1.5 target durations (RFC 8216bis, "peak segment
    /// bit rate"), rounded up. So one short segment at the end does not make a film look expensive.
    static func peak(of segments: [TrackFile.Segment], timescale: Int64) -> Int64 {
        let target = targetDuration(of: segments, timescale: timescale) * timescale
        var peak: Int64 = 0
        for start in segments.indices {
            var (bytes, duration): (Int64, Int64) = (0, 0)
            for segment in segments[start...] {
                bytes += segment.size
                duration += segment.duration
                if duration * 2 > target * 3 { break }
                if duration * 2 >= target { peak = max(peak, rate(bytes, over: duration, timescale)) }
            }
        }
        return max(peak, average(of: segments, timescale: timescale))
    }

    /// `EXT-X-TARGETDURATION` in whole seconds: no segment, rounded to the nearest second, is longer; at least 1.
    static func targetDuration(of segments: [TrackFile.Segment], timescale: Int64) -> Int64 {
        max(1, segments.map { ($0.duration * 2 + timescale) / (timescale * 2) }.max() ?? 1)
    }

    private static func rate(_ bytes: Int64, over duration: Int64, _ timescale: Int64) -> Int64 {
        duration > 0 ? Ticks.divideUp(Int128(bytes) * 8 * Int128(timescale), Int128(duration)) : 0
    }
}
