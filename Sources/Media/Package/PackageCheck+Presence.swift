import Foundation

extension PackageCheck {
    /// Whether everything that a package lists stands in its folder, media with their sizes: a quick look that also holds for packages that
    /// another version of Kinora made. Blocks.
    package static func isPresent(_ contents: PackageContents, in folder: String) throws -> Bool {
        let sizes = Dictionary(
            contents.video.map { ($0.path, $0.track.size) } + contents.audio.map { ($0.path, $0.track.size) }
                + contents.text.map { ($0.path, $0.size) },
            uniquingKeysWith: { first, _ in first })
        let videos = contents.video.map { PackageLayout.keyPicturePlaylist(ofMedia: $0.path) }
        for path in try PackageFiles(of: contents).contentTypes.keys where !videos.contains(path) {
            var status = stat()
            guard lstat("\(folder)/\(path)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
            if let size = sizes[path], size != Int64(status.st_size) { return false }
        }
        return true
    }
}
