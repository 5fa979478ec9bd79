import KinoraKernel

/// Subtitles or captions as one WebVTT file.
package struct TextTrack: Codable, Hashable, Sendable {
    package var name: String
    /// Path of the file, such as `text/en.vtt`; its HLS playlist stands beside it (`text/en.m3u8`).
    package var path: String
    package var language: LanguageTag
    package var label: String
    package var isForced: Bool
    package var isForHearingImpaired: Bool
    package var isDefault: Bool
    /// Whether it came from inside the film's file and not from a file beside it; nil where that is not known.
    package var isFromInside: Bool?
    /// Length in bytes.
    package var size: Int64
    package var digest: Digest

    package init(
        name: String, path: String, language: LanguageTag, label: String = "", isForced: Bool = false, isForHearingImpaired: Bool = false,
        isDefault: Bool = false, isFromInside: Bool? = nil, size: Int64, digest: Digest
    ) {
        self.name = name
        self.path = path
        self.language = language
        self.label = label
        self.isForced = isForced
        self.isForHearingImpaired = isForHearingImpaired
        self.isDefault = isDefault
        self.isFromInside = isFromInside
        self.size = size
        self.digest = digest
    }
}
