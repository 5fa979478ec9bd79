import KinoraKernel

/// One encoding of the sound in one language.
package struct AudioRendition: Codable, Hashable, Sendable {
    /// Its folder's name, such as `a-en`.
    package var name: String
    /// Path of the media file, such as `a-en/media.mp4`.
    package var path: String
    /// RFC 6381, such as `mp4a.40.2`.
    package var codec: String
    package var channels: Int
    package var sampleRate: Int
    package var language: LanguageTag
    /// What the source calls the track (`Commentary`), for menus; empty when it says nothing.
    package var label: String
    package var isDefault: Bool
    /// What it is listened to for, when it is not the film's own sound.
    package var purpose: Purpose?
    package var track: TrackFile

    package init(
        name: String, path: String, codec: String, channels: Int, sampleRate: Int, language: LanguageTag, label: String = "",
        isDefault: Bool = false, purpose: Purpose? = nil, track: TrackFile
    ) {
        self.name = name
        self.path = path
        self.codec = codec
        self.channels = channels
        self.sampleRate = sampleRate
        self.language = language
        self.label = label
        self.isDefault = isDefault
        self.purpose = purpose
        self.track = track
    }

    package enum Purpose: String, Codable, Sendable {
        /// Somebody talks about the film while it runs.
        case commentary
        /// A voice describes the picture for those who do not see it.
        case description
    }

    /// Whether it is made for more than two loudspeakers.
    package var isSurround: Bool { channels > 2 }
}
