import KinoraMedia

/// A stream of pictures in a source.
package struct VideoStream: Codable, Hashable, Sendable {
    /// Number of the stream in the file.
    package var index: Int
    package var codec: String
    package var profile: String
    /// As the codec counts: 41 for H.264's 4.1. Nil when unknown.
    package var level: Int?
    package var pixelFormat: String
    /// As stored: before pixels are squared and the picture is turned.
    package var width: Int
    package var height: Int
    /// Width of a pixel by its height.
    package var pixelAspect: Ratio
    /// Degrees by which a player turns the picture, clockwise: 0, 90, 180 or 270.
    package var rotation: Int
    /// What the file says.
    package var isInterlaced: Bool
    /// What the pictures themselves show, where they were looked at: many recordings of whole pictures are marked as interlaced.
    package var isCombed: Bool?
    /// What the container states, and what it averages to; nil when it does not say.
    package var statedRate: FrameRate?
    package var averageRate: FrameRate?
    package var colour: Colour
    package var isDefault: Bool
    /// Bits per second; nil when unknown.
    package var bitRate: Int64?

    /// A fraction that is kept exactly.
    package struct Ratio: Codable, Hashable, Sendable {
        package var width: Int
        package var height: Int

        package init(_ width: Int, _ height: Int) {
            self.width = width
            self.height = height
        }

        package static let square = Ratio(1, 1)
    }

    /// Names as ffmpeg writes them (`bt709`, `smpte2084`, `tv`); nil when the file does not say.
    package struct Colour: Codable, Hashable, Sendable {
        package var space: String?
        package var primaries: String?
        package var transfer: String?
        package var range: String?

        package init(space: String? = nil, primaries: String? = nil, transfer: String? = nil, range: String? = nil) {
            self.space = space
            self.primaries = primaries
            self.transfer = transfer
            self.range = range
        }
    }

    package init(
        index: Int, codec: String, profile: String = "", level: Int? = nil, pixelFormat: String = "yuv420p", width: Int, height: Int,
        pixelAspect: Ratio = .square, rotation: Int = 0, isInterlaced: Bool = false, statedRate: FrameRate? = nil,
        averageRate: FrameRate? = nil, colour: Colour = Colour(), isDefault: Bool = true, bitRate: Int64? = nil
    ) {
        self.index = index
        self.codec = codec
        self.profile = profile
        self.level = level
        self.pixelFormat = pixelFormat
        self.width = width
        self.height = height
        self.pixelAspect = pixelAspect
        self.rotation = rotation
        self.isInterlaced = isInterlaced
        self.statedRate = statedRate
        self.averageRate = averageRate
        self.colour = colour
        self.isDefault = isDefault
        self.bitRate = bitRate
    }
}
