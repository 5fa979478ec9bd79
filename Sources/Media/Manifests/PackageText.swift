import Foundation
import KinoraKernel

/// Every text file of a package that follows from its contents: `package.json`, the DASH manifest, the HLS playlists.
package enum PackageText {
    /// Bytes by path. Throws a `PackageProblem` when a path or a name in the contents is not plain or is given twice.
    package static func files(of contents: PackageContents) throws -> [String: Data] {
        _ = try PackageFiles(of: contents)
        try checkNames(contents)
        var files = [PackageLayout.contents: try contents.encoded()]
        files[PackageLayout.dash] = Data(DASHManifest.text(of: contents).utf8)
        files[PackageLayout.hls] = Data(HLSPlaylists.master(of: contents).utf8)
        if HLSPlaylists.hasAV1Beside(contents) {
            files[PackageLayout.hlsAV1] = Data(HLSPlaylists.master(of: contents, coding: HLSPlaylists.av1).utf8)
        }
        for rendition in contents.video {
            files[PackageLayout.playlist(ofMedia: rendition.path)] = Data(HLSPlaylists.media(path: rendition.path, rendition.track).utf8)
            if let list = HLSPlaylists.keyPictures(path: rendition.path, rendition.track) {
                files[PackageLayout.keyPicturePlaylist(ofMedia: rendition.path)] = Data(list.utf8)
            }
        }
        for rendition in contents.audio {
            files[PackageLayout.playlist(ofMedia: rendition.path)] = Data(HLSPlaylists.media(path: rendition.path, rendition.track).utf8)
        }
        for track in contents.text {
            files[PackageLayout.playlist(ofText: track.path)] = Data(HLSPlaylists.text(track, duration: contents.duration).utf8)
        }
        if let thumbnails = contents.thumbnails {
            files[PackageLayout.thumbnailText] = Data(ThumbnailText.webVTT(thumbnails, duration: contents.duration).utf8)
            files[PackageLayout.thumbnailPlaylist] = Data(ThumbnailText.playlist(thumbnails, duration: contents.duration).utf8)
        }
        if let chapters = contents.chapters { files[PackageLayout.chapters] = Data(ChapterText.webVTT(chapters).utf8) }
        return files
    }

    /// Names become identifiers in the DASH manifest.
    private static func checkNames(_ contents: PackageContents) throws {
        var seen: Set<String> = []
        let thumbnails = contents.thumbnails == nil ? [] : [Thumbnails.name]
        for name in contents.video.map(\.name) + contents.audio.map(\.name) + contents.text.map(\.name) + thumbnails {
            guard PackageFiles.isPlain(name), !name.contains("/"), seen.insert(name).inserted else { throw PackageProblem.path(name) }
        }
    }
}
