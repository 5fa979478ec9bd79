import Foundation

/// How sounds are brought to one loudness, so that nobody reaches for the volume between two films.
///
/// 1. The whole track is measured first, mixed down to stereo. 2. One gain for all of it brings it to the target: no step where parts
/// meet, and what was quiet beside what was loud stays so. 3. Where the gain lifts peaks above the ceiling, a limiter that looks ahead
/// takes them back, by `mostLimiting` at most; a sound that would need more stays quieter than the target. Where the sound is right without
/// the last part of the gain, it goes without, and nothing of it is bent.
///
/// Six channels get the gain of their own mix to stereo, not a measurement of their own: a viewer who changes from one to the other
/// hears the same loudness, and the balance between the channels is the mixer's.
package enum Loudness {
    /// LUFS. EBU R128; -1 … +1 around it counts as right.
    package static let target = -23.0
    static let tolerance = 1.0
    /// dBTP, as EBU R128 allows for what is heard.
    package static let highestPeak = -1.0
    /// dBTP before encoding: AAC puts back up to two decibels.
    static let ceiling = -3.0
    /// Decibels that the limiter may take from the highest peak.
    static let mostLimiting = 8.0
    /// Decibels below the target at which a sound is still right, with room for what encoding changes.
    static let sparedGain = 0.7
    /// LUFS. What is quieter is taken for silence and left alone.
    static let silence = -60.0

    /// What is done to a sound.
    package struct Change: Codable, Hashable, Sendable {
        /// Decibels, to tenths.
        package var gain: Double
        package var isLimited: Bool

        package init(gain: Double, isLimited: Bool) {
            self.gain = gain
            self.isLimited = isLimited
        }

        static let none = Change(gain: 0, isLimited: false)
    }

    package static func change(for level: SoundLevel?) -> Change {
        guard let level, level.loudness > silence, let peak = level.peak else { return .none }
        let gain = min(target - level.loudness, ceiling + mostLimiting - peak)
        let spared = ceiling - peak
        if gain > spared, gain - spared <= sparedGain { return Change(gain: (spared * 10).rounded(.down) / 10, isLimited: false) }
        let rounded = (gain * 10).rounded() / 10
        return Change(gain: rounded, isLimited: peak + rounded > ceiling)
    }

    /// Whether a sound can stay as it is.
    package static func isRight(_ level: SoundLevel?) -> Bool {
        guard let level else { return false }
        guard level.loudness > silence, let peak = level.peak else { return true }
        return abs(level.loudness - target) <= tolerance && peak <= highestPeak
    }
}
