/// What lay around a video when it was described, as marks to compare: so a corrected NFO file is noticed without reading it again.
package struct Surroundings: Codable, Hashable, Sendable {
    /// The NFO files and pictures that concern it, those of its season and its series included.
    package var words: String
    /// The subtitles in files of their own.
    package var subtitles: String
    /// What the other videos of its folder mean for it: parts of the same film, the name of the series, whether it is alone.
    package var siblings: String
}
