/// How the source's pictures are read.
package struct PlannedPicture: Codable, Hashable, Sendable {
    /// Number of the stream in the file.
    package var stream: Int
    package var isInterlaced: Bool
    /// What the encoded pictures say about their colours; names as ffmpeg writes them.
    package var colourSpace: String
    package var colourPrimaries: String
    package var colourTransfer: String
    /// Whether the source holds red, green and blue, to be converted by the matrix of `colourSpace`.
    package var isRGB: Bool

    package init(_ stream: VideoStream) {
        self.stream = stream.index
        isInterlaced = stream.isInterlaced
        isRGB = ["rgb", "bgr", "gbr", "argb", "abgr", "0rgb", "0bgr", "pal8"].contains { stream.pixelFormat.hasPrefix($0) }
        // Players guess what is not said from the height, so renditions of one film would differ in colour: it is always said.
        let usual = stream.height >= 720 ? "bt709" : "smpte170m"
        let said = isRGB ? nil : stream.colour.space
        colourSpace = said ?? usual
        colourPrimaries = stream.colour.primaries ?? (colourSpace == "bt709" ? "bt709" : usual)
        colourTransfer = stream.colour.transfer ?? (usual == "bt709" ? "bt709" : "smpte170m")
    }
}
