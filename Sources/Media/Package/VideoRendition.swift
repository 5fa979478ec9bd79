/// One encoding of the picture: a CMAF track file with a segment index (`sidx`) directly behind the header.
package struct VideoRendition: Codable, Hashable, Sendable {
    /// Its folder's name, such as `v-720`.
    package var name: String
    /// Path of the media file, such as `v-720/media.mp4`.
    package var path: String
    /// RFC 6381, such as `avc1.64001f`.
    package var codec: String
    package var width: Int
    package var height: Int
    package var frameRate: FrameRate
    package var track: TrackFile

    /// The codec without profile and level, such as `avc1`: players change among renditions of one coding only.
    package var coding: String { String(codec.prefix { $0 != "." }) }

    package init(name: String, path: String, codec: String, width: Int, height: Int, frameRate: FrameRate, track: TrackFile) {
        self.name = name
        self.path = path
        self.codec = codec
        self.width = width
        self.height = height
        self.frameRate = frameRate
        self.track = track
    }
}
