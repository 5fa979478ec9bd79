/// How good a picture of a film is to stand for it. A rule on measures alone, so that the same film gets the same picture.
enum FrameScore {
    /// 0, for black and white nothing, to about 1.
    ///
    /// 1. Neither dark nor glaring: full marks for a mean brightness between 50 and 190, none below 18 and above 245.
    /// 2. Contrast, fine detail and colour count together.
    /// 3. A card, most of which has one brightness, counts little; so does a picture with far less detail than the others, which is blurred.
    static func of(_ measures: FrameMiniature.Measures, among others: [FrameMiniature.Measures]) -> Double {
        let exposure = min(ramp(measures.mean, from: 18, to: 50), ramp(measures.mean, from: 245, to: 190))
        let contrast = min(1, measures.contrast / 62)
        let detail = min(1, measures.sharpness / 22)
        let colour = min(1, measures.colour / 60)
        let card = 1 - 0.9 * ramp(measures.flatness, from: 0.45, to: 0.75)
        let usual = others.map(\.sharpness).sorted()
        let middle = usual.isEmpty ? 0 : usual[usual.count / 2]
        let blur = measures.sharpness < middle * 0.45 ? 0.4 : 1
        return exposure * (0.45 * contrast + 0.3 * detail + 0.25 * colour) * card * blur
    }

    /// Below this there is nothing to see.
    static let least = 0.05

    private static func ramp(_ value: Double, from none: Double, to full: Double) -> Double {
        max(0, min(1, (value - none) / (full - none)))
    }
}
