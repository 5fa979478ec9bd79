/// What was decided about a film's renditions, and why; kept with the plan and told to the owner with the job.
package struct LadderDecision: Codable, Hashable, Sendable {
    /// x264's constant rate factor for all renditions that are encoded.
    package var quality: Int
    /// What the samples cost at the usual quality, the largest rendition first; empty when none were taken.
    package var samples: [Measured]
    /// Whole sentences.
    package var reasons: [String]

    package struct Measured: Codable, Hashable, Sendable {
        package var rendition: String
        /// Bits per second.
        package var rate: Int
        /// SSIM of the brightness against what was encoded, in decibels: -10 log10(1 - SSIM).
        package var likeness: Double

        package init(rendition: String, rate: Int, likeness: Double) {
            self.rendition = rendition
            self.rate = rate
            self.likeness = likeness
        }
    }

    package init(quality: Int, samples: [Measured] = [], reasons: [String] = []) {
        self.quality = quality
        self.samples = samples
        self.reasons = reasons
    }
}
