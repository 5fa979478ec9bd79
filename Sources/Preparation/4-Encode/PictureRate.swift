import KinoraMedia

/// Finds the constant frame rate of a film. Containers round and lie: Matroska's milliseconds make 19001/317 of 60000/1001.
package enum PictureRate {
    /// Rates that films, broadcasts and screens have, ascending.
    static let standard: [FrameRate] = [
        FrameRate(10), FrameRate(12), FrameRate(15), FrameRate(18), FrameRate(20), FrameRate(24000, 1001), FrameRate(24), FrameRate(25),
        FrameRate(30000, 1001), FrameRate(30), FrameRate(48), FrameRate(50), FrameRate(60000, 1001), FrameRate(60),
    ]

    /// 1. The rate that the pictures' own times average to, when it is a standard rate to 0.04 %.
    /// 2. The rate that the container states, when it is standard and some pictures are merely missing.
    /// 3. For pictures that come when they like, the next standard rate above their average.
    package static func of(_ stream: VideoStream, _ survey: PacketSurvey) -> FrameRate {
        let average = average(of: survey) ?? stream.averageRate?.perSecond ?? stream.statedRate?.perSecond ?? 25
        if let exact = nearest(to: average, within: 0.0004) { return exact }
        if let stated = stream.statedRate.flatMap({ nearest(to: $0.perSecond, within: 0.002) }),
            (0.6...1.01).contains(average / stated.perSecond)
        {
            return stated
        }
        return standard.first { $0.perSecond >= average * 0.98 } ?? FrameRate(60)
    }

    /// The rate at which a film is shown: interlaced pictures of television hold two moments each.
    static func shown(_ stream: VideoStream, _ survey: PacketSurvey) -> FrameRate {
        let rate = of(stream, survey)
        guard PlannedPicture(stream).isInterlaced, (24.5...31).contains(rate.perSecond) else { return rate }
        return FrameRate(rate.numerator * 2, rate.denominator)
    }

    /// Whether every picture has its own place on the rate's grid, none is missing, and each is close to its place.
    package static func isConstant(_ survey: PacketSurvey, at rate: FrameRate) -> Bool {
        guard let first = survey.pictures.first else { return false }
        for (index, time) in survey.pictures.enumerated() {
            let place = (time - first) * rate.perSecond
            if abs(place - Double(index)) > 0.25 { return false }
        }
        return true
    }

    private static func average(of survey: PacketSurvey) -> Double? {
        guard survey.pictures.count > 24, let first = survey.pictures.first, let last = survey.pictures.last, last > first else {
            return nil
        }
        return Double(survey.pictures.count - 1) / (last - first)
    }

    private static func nearest(to value: Double, within tolerance: Double) -> FrameRate? {
        let best = standard.min { abs($0.perSecond - value) < abs($1.perSecond - value) }
        return best.flatMap { abs($0.perSecond / value - 1) <= tolerance ? $0 : nil }
    }
}
