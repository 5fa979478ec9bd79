import KinoraKernel

/// Every file of a package and its Internet media type: what a server may answer, and nothing else.
package struct PackageFiles: Sendable {
    package let contentTypes: [String: String]

    /// Throws a `PackageProblem` when a path leaves the package's folder, is not plain, or is given twice.
    package init(of contents: PackageContents) throws {
        var types: [String: String] = [:]
        func add(_ path: String, _ type: String) throws {
            guard Self.isPlain(path) else { throw PackageProblem.path(path) }
            guard types.updateValue(type, forKey: path) == nil else { throw PackageProblem.path(path) }
        }
        try add(PackageLayout.contents, "application/json")
        try add(PackageLayout.dash, "application/dash+xml")
        try add(PackageLayout.hls, Self.playlist)
        if HLSPlaylists.hasAV1Beside(contents) { try add(PackageLayout.hlsAV1, Self.playlist) }
        for rendition in contents.video {
            try add(rendition.path, "video/mp4")
            try add(PackageLayout.playlist(ofMedia: rendition.path), Self.playlist)
            try add(PackageLayout.keyPicturePlaylist(ofMedia: rendition.path), Self.playlist)
        }
        for rendition in contents.audio {
            try add(rendition.path, "audio/mp4")
            try add(PackageLayout.playlist(ofMedia: rendition.path), Self.playlist)
        }
        for track in contents.text {
            try add(track.path, "text/vtt; charset=utf-8")
            try add(PackageLayout.playlist(ofText: track.path), Self.playlist)
        }
        if let still = contents.still {
            try add(still.path, Self.imageType(still.path))
        }
        if let thumbnails = contents.thumbnails {
            for sheet in thumbnails.sheets { try add(sheet.path, Self.imageType(sheet.path)) }
            try add(PackageLayout.thumbnailText, "text/vtt; charset=utf-8")
            try add(PackageLayout.thumbnailPlaylist, Self.playlist)
        }
        if contents.chapters != nil { try add(PackageLayout.chapters, "text/vtt; charset=utf-8") }
        contentTypes = types
    }

    private static let playlist = "application/vnd.apple.mpegurl"

    /// Letters, digits, `-`, `_` and `.` in at most four steps, none of which begins with a dot; so nothing needs escaping in a URL.
    static func isPlain(_ path: String) -> Bool {
        let steps = path.split(separator: "/", omittingEmptySubsequences: false)
        guard path.utf8.count <= 200, (1...4).contains(steps.count) else { return false }
        return steps.allSatisfy { step in
            !step.isEmpty && step.first != "."
                && step.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"):
                        true
                    case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
                    default: false
                    }
                }
        }
    }

    private static func imageType(_ path: String) -> String {
        if path.hasSuffix(".png") { return "image/png" }
        if path.hasSuffix(".webp") { return "image/webp" }
        if path.hasSuffix(".avif") { return "image/avif" }
        return "image/jpeg"
    }
}
