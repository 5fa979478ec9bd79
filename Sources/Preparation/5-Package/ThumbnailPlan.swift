import KinoraMedia

/// How many small pictures a film gets, how large, and how they lie on sheets. Follows from its length and shape alone.
package struct ThumbnailPlan: Hashable, Sendable {
    package var width: Int
    package var height: Int
    package var columns: Int
    package var rows: Int
    /// Milliseconds.
    package var interval: Int64
    package var count: Int

    /// Pixels of the longer side.
    private static let longestSide = 192
    /// Pictures side by side, and one below the other.
    private static let across = 6
    /// Seconds between two pictures of most films.
    private static let usual: Int64 = 10
    /// Seconds; nearer pictures would mostly be the same key picture.
    private static let nearest: Int64 = 2
    /// Pictures that a short film gets, as long as they are not nearer than that.
    private static let enough: Int64 = 120
    /// Pictures that a long film gets at most.
    private static let most: Int64 = 900

    /// - Parameter duration: milliseconds.
    /// - Returns: nil for what has no picture or no length.
    package init?(_ rendition: VideoRendition, duration: Int64) {
        guard rendition.width > 0, rendition.height > 0, duration > 0 else { return nil }
        let seconds = (duration + 999) / 1000
        let short = min(max(Self.divideUp(seconds, Self.enough), Self.nearest), Self.usual)
        interval = max(short, Self.divideUp(seconds, Self.most)) * 1000
        count = Int(Self.divideUp(duration, interval))
        columns = min(Self.across, count)
        rows = min(Self.across, (count + columns - 1) / columns)
        let factor = min(1, Double(Self.longestSide) / Double(max(rendition.width, rendition.height)))
        width = Self.even(Double(rendition.width) * factor)
        height = Self.even(Double(rendition.height) * factor)
    }

    package var sheets: Int { (count + columns * rows - 1) / (columns * rows) }

    func thumbnails(_ sheets: [StillImage]) -> Thumbnails {
        Thumbnails(width: width, height: height, columns: columns, rows: rows, interval: interval, count: count, sheets: sheets)
    }

    private static func divideUp(_ dividend: Int64, _ divisor: Int64) -> Int64 { (dividend + divisor - 1) / divisor }

    private static func even(_ value: Double) -> Int { max(2, Int((value / 2).rounded()) * 2) }
}
