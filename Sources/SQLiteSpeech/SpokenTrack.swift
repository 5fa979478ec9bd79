import KinoraKernel
import KinoraMedia

/// What one of a package's subtitles says.
package struct SpokenTrack: Sendable {
    package var language: LanguageTag
    package var isForHearingImpaired: Bool
    package var utterances: [Utterance]

    package init(language: LanguageTag, isForHearingImpaired: Bool = false, utterances: [Utterance]) {
        self.language = language
        self.isForHearingImpaired = isForHearingImpaired
        self.utterances = utterances
    }
}
