/// How the source's pictures are read.
package struct PlannedPicture: Codable, Hashable, Sendable {
    /// Number of the stream in the file.
    package var stream: Int
    /// Each picture holds two moments; both are shown.
    package var isInterlaced: Bool
    /// Whether its brightness is made for screens brighter than usual ones, and how; it is mapped to theirs.
    package var brightness: Brightness
    /// What the encoded pictures say about their colours; names as ffmpeg writes them.
    package var colourSpace: String
    package var colourPrimaries: String
    package var colourTransfer: String
    /// Whether the source holds red, green and blue, to be converted by the matrix of `colourSpace`.
    package var isRGB: Bool

    /// By the names of transfer functions.
    package enum Brightness: String, Codable, Sendable {
        case usual
        /// SMPTE ST 2084, as in HDR10.
        case pq = "smpte2084"
        /// ARIB STD-B67.
        case hlg = "arib-std-b67"
    }

    package init(_ stream: VideoStream) {
        self.stream = stream.index
        isInterlaced = stream.isInterlaced && stream.isCombed != false
        brightness = Brightness(rawValue: stream.colour.transfer ?? "") ?? .usual
        isRGB = ["rgb", "bgr", "gbr", "argb", "abgr", "0rgb", "0bgr", "pal8"].contains { stream.pixelFormat.hasPrefix($0) }
        // Players guess what is not said from the height, so renditions of one film would differ in colour: it is always said.
        let usual = stream.height >= 720 ? "bt709" : "smpte170m"
        guard brightness == .usual else {
            (colourSpace, colourPrimaries, colourTransfer) = ("bt709", "bt709", "bt709")
            return
        }
        colourSpace = Self.known(isRGB ? nil : stream.colour.space, Self.spaces) ?? usual
        colourPrimaries = Self.known(stream.colour.primaries, Self.primaries) ?? usual
        colourTransfer = Self.known(stream.colour.transfer, Self.transfers) ?? usual
    }

    private static let spaces: Set<String> = ["bt709", "fcc", "bt470bg", "smpte170m", "smpte240m", "bt2020nc", "bt2020c"]
    private static let primaries: Set<String> = [
        "bt709", "bt470m", "bt470bg", "smpte170m", "smpte240m", "film", "bt2020", "smpte428", "smpte431", "smpte432",
    ]
    private static let transfers: Set<String> = [
        "bt709", "gamma22", "gamma28", "smpte170m", "smpte240m", "iec61966-2-4", "iec61966-2-1", "bt2020-10", "bt2020-12",
    ]
    /// ffprobe calls these by another name than ffmpeg's options do.
    private static let optionNames = ["bt470m": "gamma22", "bt470bg": "gamma28"]

    /// What an encoder understands; anything else counts as not said.
    private static func known(_ name: String?, _ names: Set<String>) -> String? {
        guard let name else { return nil }
        let option = names.contains("gamma22") ? optionNames[name] ?? name : name
        return names.contains(option) ? option : nil
    }
}
