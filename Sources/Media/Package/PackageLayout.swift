import KinoraKernel

/// Where things stand inside a package's folder.
package enum PackageLayout {
    package static let contents = "package.json"
    package static let dash = "manifest.mpd"
    package static let hls = "master.m3u8"
    /// The HLS playlist of the AV1 renditions, in packages that have H.264 beside them.
    package static let hlsAV1 = "master-av1.m3u8"

    /// The chapters as WebVTT, where the film has any.
    package static let chapters = "chapters.vtt"
    /// Small pictures for winding (`Thumbnails`).
    package static let thumbnailFolder = "trickplay"
    package static let thumbnailText = "\(thumbnailFolder)/thumbnails.vtt"
    package static let thumbnailPlaylist = "\(thumbnailFolder)/thumbnails.m3u8"

    /// A sheet of small pictures; the first has number 1.
    package static func thumbnailSheet(_ number: Int) -> String { "\(thumbnailFolder)/sheet-\(number).jpg" }

    /// The folder of a package below the folder of all packages: `3f/3f9a…`.
    package static func folder(of package: PackageID) -> String {
        "\(package.rawValue.prefix(2))/\(package.rawValue)"
    }

    /// The HLS playlist of a track's media file, beside it: `v-720/media.mp4` has `v-720/playlist.m3u8`.
    package static func playlist(ofMedia path: String) -> String {
        folderPrefix(of: path) + "playlist.m3u8"
    }

    /// The HLS playlist of a video rendition's key pictures, for fast winding: `v-720/iframes.m3u8`.
    package static func keyPicturePlaylist(ofMedia path: String) -> String {
        folderPrefix(of: path) + "iframes.m3u8"
    }

    /// The HLS playlist of a text track: `text/en.vtt` has `text/en.m3u8`.
    package static func playlist(ofText path: String) -> String {
        let name = fileName(of: path)
        let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
        return folderPrefix(of: path) + stem + ".m3u8"
    }

    static func fileName(of path: String) -> String {
        String(path.split(separator: "/").last ?? "")
    }

    private static func folderPrefix(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }
}
