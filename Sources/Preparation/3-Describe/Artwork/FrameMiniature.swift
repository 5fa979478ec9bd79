/// A small square copy of a picture, in red, green and blue, and what can be measured of it. Values are 0 … 255.
struct FrameMiniature: Sendable {
    let side: Int
    /// Row by row.
    private let luma: [Double]
    private let bytes: [UInt8]

    /// Nil when there are not as many bytes as pixels ask for.
    init?(rgb bytes: [UInt8], side: Int) {
        guard side > 8, bytes.count == side * side * 3 else { return nil }
        self.side = side
        self.bytes = bytes
        // Rec. 601, as the human eye weighs them.
        var luma = [Double](repeating: 0, count: side * side)
        for pixel in luma.indices {
            let red = Double(bytes[pixel * 3])
            let green = Double(bytes[pixel * 3 + 1])
            let blue = Double(bytes[pixel * 3 + 2])
            luma[pixel] = 0.299 * red + 0.587 * green + 0.114 * blue
        }
        self.luma = luma
    }

    /// How bright the brightest parts of each row and column are; one bright pixel in fifty is noise or a logo.
    func brightness(ofRow row: Int) -> Double { Self.nearlyMost(luma[(row * side)..<((row + 1) * side)]) }

    func brightness(ofColumn column: Int) -> Double {
        Self.nearlyMost((0..<side).map { luma[$0 * side + column] }[...])
    }

    private static func nearlyMost(_ values: ArraySlice<Double>) -> Double {
        let sorted = values.sorted()
        return sorted[sorted.count - 1 - sorted.count / 50]
    }

    struct Measures: Hashable, Sendable {
        var mean: Double
        /// Standard deviation of the brightness.
        var contrast: Double
        /// Mean of the second differences: fine detail, which a blurred picture lacks.
        var sharpness: Double
        /// Hasler and Süsstrunk, "Measuring colourfulness in natural images", 2003.
        var colour: Double
        /// The part of the picture that has the brightness most met with: nearly all of a title card.
        var flatness: Double
    }

    /// Of the part of the picture inside bars.
    func measures(_ inside: FrameBars) -> Measures {
        let rows = inside.top..<(side - inside.bottom)
        let columns = inside.left..<(side - inside.right)
        var sums = Sums()
        for row in rows {
            for column in columns {
                let place = row * side + column
                sums.add(luma[place], Double(bytes[place * 3]), Double(bytes[place * 3 + 1]), Double(bytes[place * 3 + 2]))
                if row + 1 < rows.upperBound, row > rows.lowerBound, column + 1 < columns.upperBound, column > columns.lowerBound {
                    let around = luma[place - 1] + luma[place + 1] + luma[place - side] + luma[place + side]
                    sums.detail += abs(4 * luma[place] - around)
                }
            }
        }
        return sums.measures
    }

    private struct Sums {
        var count = 0.0
        var luma = 0.0
        var lumaSquared = 0.0
        var detail = 0.0
        var redGreen = (0.0, 0.0)
        var yellowBlue = (0.0, 0.0)
        var histogram = [Double](repeating: 0, count: 22)

        mutating func add(_ bright: Double, _ red: Double, _ green: Double, _ blue: Double) {
            count += 1
            luma += bright
            lumaSquared += bright * bright
            let (first, second) = (red - green, (red + green) / 2 - blue)
            redGreen = (redGreen.0 + first, redGreen.1 + first * first)
            yellowBlue = (yellowBlue.0 + second, yellowBlue.1 + second * second)
            histogram[min(21, Int(bright / 12))] += 1
        }

        var measures: Measures {
            func spread(_ sum: Double, _ squares: Double) -> Double { max(0, squares / count - (sum / count) * (sum / count)) }
            let (first, second) = (spread(redGreen.0, redGreen.1), spread(yellowBlue.0, yellowBlue.1))
            let (one, other) = (redGreen.0 / count, yellowBlue.0 / count)
            let centre: Double = (one * one + other * other).squareRoot()
            return Measures(
                mean: luma / count, contrast: spread(luma, lumaSquared).squareRoot(), sharpness: detail / count,
                colour: (first + second).squareRoot() + 0.3 * centre, flatness: (histogram.max() ?? 0) / count)
        }
    }
}
