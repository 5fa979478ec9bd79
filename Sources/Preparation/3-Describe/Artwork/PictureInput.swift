/// A picture as ffmpeg is given it.
struct PictureInput: Sendable {
    /// Up to and with `-i`.
    var arguments: [String]
    /// What is done to it before anything else: turned, cropped.
    var filters: [String]
    /// After these.
    var width: Int
    var height: Int
}
