import KinoraKernel

extension VideoRendition {
    /// What the writer knows of a finished rendition; a name and a path make it whole.
    package struct Written: Hashable, Sendable {
        package let codec: String
        package let width: Int
        package let height: Int
        package let frameRate: FrameRate
        package let track: TrackFile

        package func rendition(name: String, path: String) -> VideoRendition {
            VideoRendition(name: name, path: path, codec: codec, width: width, height: height, frameRate: frameRate, track: track)
        }
    }
}

extension AudioRendition {
    /// What the writer knows of a finished sound; the rest is said by whoever packages it.
    package struct Written: Hashable, Sendable {
        package let codec: String
        package let channels: Int
        package let sampleRate: Int
        package let track: TrackFile

        package func rendition(
            name: String, path: String, language: LanguageTag, label: String = "", isDefault: Bool = false,
            purpose: AudioRendition.Purpose? = nil
        ) -> AudioRendition {
            AudioRendition(
                name: name, path: path, codec: codec, channels: channels, sampleRate: sampleRate, language: language, label: label,
                isDefault: isDefault, purpose: purpose, track: track)
        }
    }
}
