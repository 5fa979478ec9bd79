import KinoraMedia

/// Which renditions a picture gets: the largest as large as the source, never larger, and smaller ones for slower lines.
///
/// 1. The picture is turned and its pixels are squared.
/// 2. Its class is the height of the 16:9 frame it fits into, so that a wide film of 1920×800 is a film of class 1080.
/// 3. Steps are the usual heights below its class; each keeps the picture's own aspect, on even sizes.
/// 4. A step that would save less than a quarter of the bits of the one above is left out.
package enum Ladder {
    /// Most bits per second by class, up to 30 pictures a second.
    static let rates: [(height: Int, rate: Int)] = [
        (144, 150_000), (240, 300_000), (360, 600_000), (480, 1_500_000), (540, 2_200_000), (720, 4_000_000), (1080, 7_500_000),
        (1440, 13_000_000), (2160, 26_000_000),
    ]
    private static let usualHeights = [2160, 1440, 1080, 720, 480, 360]
    private static let smallHeights = [360, 240]
    private static let leastSaving = 0.75

    package static func rungs(for picture: PictureSize, at rate: FrameRate, tallest: Int) -> [Rung] {
        let own = picture.heightClass
        let top = min(own, max(tallest, 2))
        let lower = (own <= 480 ? smallHeights : usualHeights).filter { $0 < top }
        var rungs: [Rung] = []
        for height in [top] + lower {
            let peak = peakRate(height, at: rate)
            if let above = rungs.last, Double(peak) > Double(above.peakRate) * leastSaving { continue }
            let size = picture.scaled(to: height)
            rungs.append(Rung(name: "v-\(height)", width: size.width, height: size.height, peakRate: peak))
        }
        return rungs
    }

    /// A rendition below the usual ones, for films that cost much even when they are small.
    static func extra(below rungs: [Rung], at rate: FrameRate, picture: PictureSize) -> [Rung] {
        guard let last = rungs.last, let height = smallHeights.last, picture.heightClass > 480, last.peakRate > peakRate(height, at: rate)
        else { return [] }
        let size = picture.scaled(to: height)
        return [Rung(name: "v-\(height)", width: size.width, height: size.height, peakRate: peakRate(height, at: rate))]
    }

    /// Between the heights of the table by the number of pixels.
    static func peakRate(_ height: Int, at rate: FrameRate) -> Int {
        let motion = rate.perSecond > 31 ? 1.5 : 1
        let area = Double(height * height)
        guard let above = rates.first(where: { $0.height >= height }) else {
            let last = rates[rates.count - 1]
            return Int(Double(last.rate) * area / Double(last.height * last.height) * motion)
        }
        let below = rates.last { $0.height <= height } ?? (height: 0, rate: 0)
        guard above.height > below.height else { return Int(Double(above.rate) * motion) }
        let low = Double(below.height * below.height)
        let high = Double(above.height * above.height)
        let share = (area - low) / (high - low)
        return Int((Double(below.rate) + share * Double(above.rate - below.rate)) * motion)
    }
}
