import Foundation
import KinoraKernel

extension EarlyPackage {
    /// What is answered at an address.
    package enum Answer: Hashable, Sendable {
        /// A manifest or a playlist, which changes while the package grows.
        case text(String, contentType: String)
        /// A part of a file of the package.
        case slice(path: String, Range<Int64>, contentType: String)
    }

    private static let playlist = "application/vnd.apple.mpegurl"

    /// Nil for addresses at which there is nothing, or nothing yet.
    package func answer(at path: String) -> Answer? {
        switch path {
        case PackageLayout.dash: return .text(EarlyManifest.text(of: self), contentType: "application/dash+xml")
        case PackageLayout.hls: return .text(EarlyPlaylists.master(of: self), contentType: Self.playlist)
        default: break
        }
        for rendition in contents.video {
            if let answer = answer(at: path, rendition.path, rendition.track, "video/mp4") { return answer }
        }
        for rendition in contents.audio {
            if let answer = answer(at: path, rendition.path, rendition.track, "audio/mp4") { return answer }
        }
        for track in contents.text {
            if path == track.path { return .slice(path: path, 0..<track.size, contentType: "text/vtt; charset=utf-8") }
            if path == PackageLayout.playlist(ofText: track.path) {
                return .text(HLSPlaylists.text(track, duration: contents.duration), contentType: Self.playlist)
            }
        }
        return nil
    }

    private func answer(at path: String, _ media: String, _ track: TrackFile, _ type: String) -> Answer? {
        if path == PackageLayout.playlist(ofMedia: media) {
            return .text(EarlyPlaylists.media(path: media, track, in: self), contentType: Self.playlist)
        }
        if path == EarlyLayout.header(ofMedia: media) { return .slice(path: media, 0..<track.headerEnd, contentType: type) }
        let name = PackageLayout.fileName(of: path)
        guard let number = EarlyLayout.number(name), track.segments.indices.contains(number),
            path == EarlyLayout.segment(name.split(separator: ".").first.map(String.init) ?? "", ofMedia: media)
        else { return nil }
        let start = track.segments[..<number].reduce(track.indexEnd) { $0 + $1.size }
        return .slice(path: media, start..<start + track.segments[number].size, contentType: type)
    }
}
