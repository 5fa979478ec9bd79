import KinoraKernel

/// A stream of subtitles in a source.
package struct TextStream: Codable, Hashable, Sendable {
    package var index: Int
    package var codec: String
    package var language: LanguageTag
    package var title: String
    package var isDefault: Bool
    package var isForced: Bool
    package var isForHearingImpaired: Bool

    package init(
        index: Int, codec: String, language: LanguageTag = .undetermined, title: String = "", isDefault: Bool = false,
        isForced: Bool = false, isForHearingImpaired: Bool = false
    ) {
        self.index = index
        self.codec = codec
        self.language = language
        self.title = title
        self.isDefault = isDefault
        self.isForced = isForced
        self.isForHearingImpaired = isForHearingImpaired
    }
}
