import KinoraKernel

/// The text files that tell where the small pictures of a package stand.
enum ThumbnailText {
    /// WebVTT whose cues name a picture by a spatial media fragment (W3C Media Fragments 4.2.2), as many players read it.
    /// - Parameter duration: the film's, in milliseconds.
    static func webVTT(_ thumbnails: Thumbnails, duration: Int64) -> String {
        var lines = ["WEBVTT", ""]
        for picture in 0..<thumbnails.count {
            let (sheet, x, y) = thumbnails.place(of: picture)
            let start = Int64(picture) * thumbnails.interval
            let end = min(start + thumbnails.interval, max(duration, start + 1))
            guard sheet < thumbnails.sheets.count else { break }
            lines += [
                "\(SubtitleTime.text(start)) --> \(SubtitleTime.text(end))",
                "\(PackageLayout.fileName(of: thumbnails.sheets[sheet].path))#xywh=\(x),\(y),\(thumbnails.width),\(thumbnails.height)", "",
            ]
        }
        return lines.joined(separator: "\n")
    }

    /// The line of the HLS master playlist (Roku's extension `EXT-X-IMAGE-STREAM-INF`); who does not know it passes it over.
    static func variant(_ thumbnails: Thumbnails) -> String {
        var attributes = HLSAttributes()
        attributes.add("BANDWIDTH", thumbnails.bandwidth)
        attributes.add("RESOLUTION", plain: "\(thumbnails.width)x\(thumbnails.height)")
        attributes.add("CODECS", quoted: "jpeg")
        attributes.add("URI", quoted: PackageLayout.thumbnailPlaylist)
        return "#EXT-X-IMAGE-STREAM-INF:" + attributes.text
    }

    /// The HLS image playlist (`EXT-X-IMAGES-ONLY`): a sheet is a segment.
    static func playlist(_ thumbnails: Thumbnails, duration: Int64) -> String {
        let whole = thumbnails.interval * Int64(thumbnails.perSheet)
        var lines = [
            "#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-TARGETDURATION:\(max(1, (min(whole, duration) + 999) / 1000))",
            "#EXT-X-MEDIA-SEQUENCE:0",
            "#EXT-X-PLAYLIST-TYPE:VOD", "#EXT-X-IMAGES-ONLY",
        ]
        for (number, sheet) in thumbnails.sheets.enumerated() {
            let length = max(1, min(whole, duration - Int64(number) * whole))
            lines += [
                "#EXTINF:\(HLSPlaylists.decimal(length, 1000, digits: 3)),",
                "#EXT-X-TILES:RESOLUTION=\(thumbnails.width)x\(thumbnails.height),LAYOUT=\(thumbnails.columns)x\(thumbnails.rows),"
                    + "DURATION=\(HLSPlaylists.decimal(thumbnails.interval, 1000, digits: 3))",
                PackageLayout.fileName(of: sheet.path),
            ]
        }
        return lines.joined(separator: "\n") + "\n#EXT-X-ENDLIST\n"
    }
}
