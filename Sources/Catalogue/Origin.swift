/// Where a field of a description comes from.
package enum Origin: String, Codable, Hashable, Sendable, CaseIterable {
    /// The owner corrected it.
    case owner
    /// An NFO file beside the video.
    case nfo
    /// A picture in a file beside the video.
    case file
    /// A JSON file beside the video.
    case sidecar
    /// Tags, or a cover, inside the video file.
    case tags
    case tmdb
    case omdb
    /// A picture of the film itself.
    case frame
    /// The names of the file and of its folders.
    case name
}
