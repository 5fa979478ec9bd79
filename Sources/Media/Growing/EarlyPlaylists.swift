import KinoraKernel

/// The HLS playlists of a package that can be watched while it is made (RFC 8216bis, 4.4.3.5): they only ever get longer (`EVENT`), and end
/// with the published package.
enum EarlyPlaylists {
    static func master(of package: EarlyPackage) -> String {
        var lines = HLSPlaylists.master(of: package.contents).split(separator: "\n").map(String.init)
        // Films are watched from the beginning, not from where they are made.
        lines.insert("#EXT-X-START:TIME-OFFSET=0,PRECISE=YES", at: min(3, lines.count))
        return lines.joined(separator: "\n") + "\n"
    }

    static func media(path: String, _ track: TrackFile, in package: EarlyPackage) -> String {
        var lines = [
            "#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-TARGETDURATION:\(package.target)", "#EXT-X-MEDIA-SEQUENCE:0",
            "#EXT-X-PLAYLIST-TYPE:EVENT",
            "#EXT-X-INDEPENDENT-SEGMENTS", "#EXT-X-MAP:URI=\"\(PackageLayout.fileName(of: EarlyLayout.header(ofMedia: path)))\"",
        ]
        for (number, segment) in track.segments.enumerated() {
            lines.append("#EXTINF:\(HLSPlaylists.seconds(segment.duration, track.timescale)),")
            lines.append(PackageLayout.fileName(of: EarlyLayout.segment(String(number), ofMedia: path)))
        }
        if !package.isGrowing { lines.append("#EXT-X-ENDLIST") }
        return lines.joined(separator: "\n") + "\n"
    }
}
