import KinoraKernel

/// The streamable form of a source: one folder of immutable files, named by its content.
package enum Package {}
package typealias PackageID = Identifier<Package>

/// What stands in a package, for its maker and its server: the file `package.json`.
///
/// Paths are relative to the package's folder, with forward slashes, and never leave it. The server answers only paths listed here.
package struct PackageContents: Codable, Hashable, Sendable {
    /// Grows when the form of packages changes in a way that a server must know.
    package var form: Int
    /// Length of the presentation in milliseconds.
    package var duration: Int64
    /// How much later than zero the first picture and the first audible sound are stamped, in 90 kHz ticks; the same for every track.
    /// Written to the DASH manifest as `presentationTimeOffset`, to HLS text tracks as `X-TIMESTAMP-MAP`.
    package var presentationOffset: Int64
    /// Best picture first.
    package var video: [VideoRendition]
    /// The default track first.
    package var audio: [AudioRendition]
    package var text: [TextTrack]
    /// A still for the pages, when there is one: a path inside the package.
    package var still: String?

    package static let currentForm = 1

    package init(
        form: Int = PackageContents.currentForm, duration: Int64, presentationOffset: Int64, video: [VideoRendition],
        audio: [AudioRendition], text: [TextTrack], still: String? = nil
    ) {
        self.form = form
        self.duration = duration
        self.presentationOffset = presentationOffset
        self.video = video
        self.audio = audio
        self.text = text
        self.still = still
    }
}

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
}

/// One encoding of the sound in one language.
package struct AudioRendition: Codable, Hashable, Sendable {
    package var name: String
    package var path: String
    package var codec: String
    package var channels: Int
    package var sampleRate: Int
    package var language: LanguageTag
    /// What the source calls the track (`Commentary`), for menus; empty when it says nothing.
    package var label: String
    package var isDefault: Bool
    package var track: TrackFile
}

/// Where the parts of a track's file stand, and its bit rates.
package struct TrackFile: Codable, Hashable, Sendable {
    /// Length of the whole file in bytes.
    package var size: Int64
    /// The header (`ftyp`, `moov`) is bytes 0 ..< headerEnd.
    package var headerEnd: Int64
    /// The segment index (`sidx`, ISO/IEC 14496-12 8.16.3) is bytes headerEnd ..< indexEnd.
    package var indexEnd: Int64
    package var timescale: Int64
    package var segments: [Segment]
    /// Bits per second over the whole track.
    package var averageBandwidth: Int64
    /// Bits per second of the most expensive segment.
    package var peakBandwidth: Int64

    package struct Segment: Codable, Hashable, Sendable {
        /// Length in bytes.
        package var size: Int64
        /// Length in ticks of the timescale.
        package var duration: Int64

        package init(size: Int64, duration: Int64) {
            self.size = size
            self.duration = duration
        }
    }
}

/// Subtitles or captions as one WebVTT file.
package struct TextTrack: Codable, Hashable, Sendable {
    package var name: String
    package var path: String
    package var language: LanguageTag
    package var label: String
    package var isForced: Bool
    package var isForHearingImpaired: Bool
    package var isDefault: Bool
}

/// Frames per second as a fraction: 24000/1001.
package struct FrameRate: Codable, Hashable, Sendable {
    package var numerator: Int64
    package var denominator: Int64

    package init(_ numerator: Int64, _ denominator: Int64 = 1) {
        self.numerator = numerator
        self.denominator = denominator
    }

    package var perSecond: Double { Double(numerator) / Double(denominator) }
}

/// Where things stand inside a package's folder.
package enum PackageLayout {
    package static let contents = "package.json"
    package static let dash = "manifest.mpd"
    package static let hls = "master.m3u8"

    /// The folder of a package below the folder of all packages: `3f/3f9a…`.
    package static func folder(of package: PackageID) -> String {
        "\(package.rawValue.prefix(2))/\(package.rawValue)"
    }
}
