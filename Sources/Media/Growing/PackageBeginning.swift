import KinoraKernel

/// What of a package is settled before its first picture is written: everything but the pictures. Kept beside the growing package
/// (`GrowthLayout`), so that whoever goes on with it keeps to it, and whoever serves it knows what there will be.
package struct PackageBeginning: Codable, Hashable, Sendable {
    package var timeline: PresentationTimeline
    /// The largest first.
    package var video: [Rendition]
    /// Whole: sound is made before pictures.
    package var audio: [AudioRendition]
    package var text: [TextTrack]
    /// Names of planned sounds that cannot be decoded.
    package var leftOut: [String]

    package init(
        timeline: PresentationTimeline, video: [Rendition], audio: [AudioRendition], text: [TextTrack], leftOut: [String]
    ) {
        self.timeline = timeline
        self.video = video
        self.audio = audio
        self.text = text
        self.leftOut = leftOut
    }

    /// A video rendition that is going to be written.
    package struct Rendition: Codable, Hashable, Sendable {
        /// Its folder's name, such as `v-720`.
        package var name: String
        /// Bits per second that it hardly exceeds.
        package var peakRate: Int

        package init(name: String, peakRate: Int) {
            self.name = name
            self.peakRate = peakRate
        }
    }
}
