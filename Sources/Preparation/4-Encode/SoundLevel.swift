/// How loud a sound is as a whole, measured in stereo as EBU R128 wants it (ITU-R BS.1770-4).
package struct SoundLevel: Codable, Hashable, Sendable {
    /// Integrated loudness, LUFS; -70 and less when there is nothing to hear.
    package var loudness: Double
    /// Largest true peak, dBTP; nil when there is nothing to hear.
    package var peak: Double?

    package init(loudness: Double, peak: Double?) {
        self.loudness = loudness
        self.peak = peak
    }
}
