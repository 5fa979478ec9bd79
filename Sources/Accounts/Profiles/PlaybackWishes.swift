/// How a profile wants films played.
package struct PlaybackWishes: Codable, Hashable, Sendable {
    /// BCP 47; nil for the film's own language.
    package var audio: String?
    /// BCP 47; nil for none.
    package var subtitles: String?
    /// The most lines of picture on a connection that is paid by volume; nil for as good as it gets.
    package var mobileLines: Int?
    /// Whether the next episode begins by itself.
    package var isNextAutomatic: Bool?

    package init(audio: String? = nil, subtitles: String? = nil, mobileLines: Int? = nil, isNextAutomatic: Bool? = nil) {
        self.audio = audio
        self.subtitles = subtitles
        self.mobileLines = mobileLines
        self.isNextAutomatic = isNextAutomatic
    }
}
