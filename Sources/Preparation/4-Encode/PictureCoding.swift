/// How pictures are coded. A film has H.264 renditions, which everybody can show, and on request AV1 ones beside them.
package enum PictureCoding: String, Codable, Hashable, Sendable, CaseIterable {
    case h264
    case av1

    /// The encoder's name in ffmpeg.
    package var encoder: String {
        switch self {
        case .h264: "libx264"
        case .av1: "libsvtav1"
        }
    }

    /// How much longer a picture takes than in H.264: measured with 720p film, one thread, x264 `faster` and SVT-AV1 1.4 with preset 8.
    var effort: Double {
        switch self {
        case .h264: 1
        case .av1: 2.8
        }
    }
}
