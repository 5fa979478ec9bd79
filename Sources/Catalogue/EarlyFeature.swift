import KinoraKernel

/// What can be watched of a title whose only file is being prepared. It is offered as soon as the first minute is there, and taken back when
/// the film is published, or comes to nothing.
package struct EarlyFeature: Codable, Hashable, Sendable {
    /// The job that prepares it.
    package var job: String
    /// The source it is made of, by its fingerprint.
    package var source: String
    /// Milliseconds, of the whole film.
    package var duration: Int64
    /// The height of the best picture, in lines.
    package var height: Int
    package var audioLanguages: [LanguageTag]
    package var textLanguages: [LanguageTag]

    package init(
        job: String, source: String, duration: Int64, height: Int, audioLanguages: [LanguageTag], textLanguages: [LanguageTag]
    ) {
        self.job = job
        self.source = source
        self.duration = duration
        self.height = height
        self.audioLanguages = audioLanguages
        self.textLanguages = textLanguages
    }
}
