import KinoraKernel

/// A text track that is going to be made from a stream inside the file.
package struct PlannedText: Codable, Hashable, Sendable {
    /// How the text is written down before it becomes WebVTT.
    package enum Form: String, Codable, Sendable { case srt, ass, vtt }

    /// Number of the stream in the file.
    package var stream: Int
    /// Which file of a film in several it is in, counted from 0; nil for one file.
    package var part: Int?
    package var form: Form
    /// Whether the stream is taken as it is; otherwise it is converted.
    package var isCopied: Bool
    package var language: LanguageTag
    package var label: String
    package var isDefault: Bool
    package var isForced: Bool
    package var isForHearingImpaired: Bool

    /// Tracks in this number and no more.
    static let most = 40

    /// - Returns: nil for subtitles that are pictures, and for what nobody knows.
    package init?(_ stream: TextStream, part: Int? = nil) {
        switch stream.codec {
        case "subrip", "srt": (form, isCopied) = (.srt, true)
        case "ass", "ssa": (form, isCopied) = (.ass, true)
        case "webvtt": (form, isCopied) = (.vtt, true)
        case "mov_text", "text", "microdvd", "subviewer", "subviewer1", "sami", "realtext", "mpl2", "vplayer", "stl", "jacosub", "pjs":
            (form, isCopied) = (.srt, false)
        default: return nil
        }
        self.stream = stream.index
        self.part = part
        language = stream.language
        label = stream.title
        isDefault = stream.isDefault
        isForced = stream.isForced
        isForHearingImpaired = stream.isForHearingImpaired
    }
}
