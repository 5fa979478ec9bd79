/// A picture as viewers see it: turned upright, with square pixels.
package struct PictureSize: Codable, Hashable, Sendable {
    package var width: Int
    package var height: Int

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// As a player would show the stream. A pixel shape that would make a strip of the picture is not believed.
    package init(of stream: VideoStream) {
        let shape = Double(stream.pixelAspect.width) / Double(max(1, stream.pixelAspect.height))
        var width = Double(stream.width)
        let height = Double(stream.height)
        let aspect = width * shape / height
        if shape > 0, (0.1...10).contains(aspect) { width *= shape }
        let isLying = stream.rotation == 90 || stream.rotation == 270
        self.width = Int((isLying ? height : width).rounded())
        self.height = Int((isLying ? width : height).rounded())
    }

    /// Lines of the 16:9 frame (standing upright for an upright picture) that the picture fits into.
    package var heightClass: Int {
        let short = min(width, height)
        let long = max(width, height)
        return max(short, (long * 9 + 8) / 16)
    }

    /// The size in a class, even in both directions and never larger than the picture itself.
    package func scaled(to heightClass: Int) -> PictureSize {
        let factor = min(1, Double(heightClass) / Double(self.heightClass))
        return PictureSize(
            width: Self.even(Double(width) * factor, atMost: width), height: Self.even(Double(height) * factor, atMost: height))
    }

    /// The largest size of the same shape that fits into a frame; the frame itself when the shapes are alike to within the two pixels that
    /// evenness costs.
    func fitted(into frame: PictureSize) -> PictureSize {
        let factor = min(Double(frame.width) / Double(width), Double(frame.height) / Double(height))
        let size = PictureSize(
            width: Self.even(Double(width) * factor, atMost: frame.width), height: Self.even(Double(height) * factor, atMost: frame.height))
        return frame.width - size.width <= 2 && frame.height - size.height <= 2 ? frame : size
    }

    private static func even(_ value: Double, atMost limit: Int) -> Int {
        let rounded = Int((value / 2).rounded()) * 2
        return max(2, rounded > limit ? rounded - 2 : rounded)
    }
}
