/// What a file says about itself: what a `Prober` finds without decoding more than the first moments.
///
/// Times are in seconds, as the container stamps them.
package struct Probe: Codable, Hashable, Sendable {
    /// What the container is, as ffmpeg calls it: `matroska,webm`.
    package var container: String
    /// What the container claims; nil when it does not say.
    package var duration: Double?
    /// The stamp of the earliest stream's beginning.
    package var start: Double
    /// Bytes.
    package var size: Int64
    /// Moving pictures only; cover pictures are left out.
    package var video: [VideoStream]
    package var audio: [AudioStream]
    package var text: [TextStream]
    /// In seconds behind the container's start.
    package var chapters: [SourceChapter]

    package init(
        container: String, duration: Double?, start: Double = 0, size: Int64, video: [VideoStream], audio: [AudioStream] = [],
        text: [TextStream] = [], chapters: [SourceChapter] = []
    ) {
        self.container = container
        self.duration = duration
        self.start = start
        self.size = size
        self.video = video
        self.audio = audio
        self.text = text
        self.chapters = chapters
    }
}
