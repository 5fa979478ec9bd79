import KinoraKernel

/// The HLS playlists of a package (RFC 8216bis, protocol version 7): byte ranges of the same files that DASH uses.
package enum HLSPlaylists {
    /// As RFC 6381 begins to write it.
    static let av1 = "av01"

    /// Whether a second master playlist is needed: one names renditions of one coding only, since players do not change codings on the way.
    static func hasAV1Beside(_ contents: PackageContents) -> Bool {
        let codings = Set(contents.video.map(\.coding))
        return codings.count > 1 && codings.contains(av1) && standardCoding(of: contents) != av1
    }

    /// H.264 where there is any: everybody plays it.
    private static func standardCoding(of contents: PackageContents) -> String? {
        contents.video.first { $0.codec.hasPrefix("avc") }?.coding ?? contents.video.first?.coding
    }

    /// A master playlist, with the renditions of one coding; without a word, of the one that everybody plays.
    package static func master(of contents: PackageContents, coding: String? = nil) -> String {
        var lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
        let groups = HLSMedia.groups(of: contents.audio)
        lines += HLSMedia.lines(groups)
        lines += HLSMedia.lines(text: contents.text)
        let wanted = coding ?? standardCoding(of: contents)
        let renditions = contents.video.filter { $0.coding == wanted }
        for group in groups.isEmpty ? [nil] : groups.map(Optional.some) {
            for rendition in renditions {
                lines.append("#EXT-X-STREAM-INF:" + variant(rendition, with: group, in: contents).text)
                lines.append(PackageLayout.playlist(ofMedia: rendition.path))
            }
        }
        for rendition in renditions {
            if let line = keyPictureVariant(rendition) { lines.append(line) }
        }
        if let thumbnails = contents.thumbnails { lines.append(ThumbnailText.variant(thumbnails)) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The playlist of a track's segments.
    package static func media(path: String, _ track: TrackFile) -> String {
        let file = PackageLayout.fileName(of: path)
        var lines = head(target: Bandwidth.targetDuration(of: track.segments, timescale: track.timescale))
        lines.append("#EXT-X-INDEPENDENT-SEGMENTS")
        lines.append(map(file, track))
        var position = track.indexEnd
        for segment in track.segments {
            lines.append("#EXTINF:\(seconds(segment.duration, track.timescale)),")
            lines.append("#EXT-X-BYTERANGE:\(segment.size)@\(position)")
            lines.append(file)
            position += segment.size
        }
        return lines.joined(separator: "\n") + "\n#EXT-X-ENDLIST\n"
    }

    /// The playlist of the first picture of each segment, for fast winding; nil when the track has none.
    package static func keyPictures(path: String, _ track: TrackFile) -> String? {
        guard track.segments.allSatisfy({ $0.firstPictureEnd != nil }) else { return nil }
        let file = PackageLayout.fileName(of: path)
        var lines = head(target: Bandwidth.targetDuration(of: track.segments, timescale: track.timescale))
        lines += ["#EXT-X-I-FRAMES-ONLY", map(file, track)]
        var position = track.indexEnd
        for segment in track.segments {
            lines.append("#EXTINF:\(seconds(segment.duration, track.timescale)),")
            lines.append("#EXT-X-BYTERANGE:\(segment.firstPictureEnd ?? 0)@\(position)")
            lines.append(file)
            position += segment.size
        }
        return lines.joined(separator: "\n") + "\n#EXT-X-ENDLIST\n"
    }

    /// The playlist of a text track: one file as long as the film. Its target duration is its own and concerns no other playlist.
    package static func text(_ track: TextTrack, duration: Int64) -> String {
        var lines = head(target: max(1, (duration + 500) / 1000))
        lines.append("#EXTINF:\(seconds(max(1, duration), 1000)),")
        lines.append(PackageLayout.fileName(of: track.path))
        return lines.joined(separator: "\n") + "\n#EXT-X-ENDLIST\n"
    }

    private static func head(target: Int64) -> [String] {
        ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-TARGETDURATION:\(target)", "#EXT-X-MEDIA-SEQUENCE:0", "#EXT-X-PLAYLIST-TYPE:VOD"]
    }

    private static func map(_ file: String, _ track: TrackFile) -> String {
        "#EXT-X-MAP:URI=\"\(file)\",BYTERANGE=\"\(track.headerEnd)@0\""
    }

    /// Rates are those of the picture with the most expensive sound of the group, since any of them may be chosen with it.
    private static func variant(
        _ rendition: VideoRendition, with group: HLSMedia.SoundGroup?, in contents: PackageContents
    ) -> HLSAttributes {
        var attributes = HLSAttributes()
        let sounds = group?.sounds ?? []
        let sound = sounds.map(\.track)
        attributes.add("BANDWIDTH", rendition.track.peakBandwidth + (sound.map(\.peakBandwidth).max() ?? 0))
        attributes.add("AVERAGE-BANDWIDTH", rendition.track.averageBandwidth + (sound.map(\.averageBandwidth).max() ?? 0))
        var codecs = [rendition.codec]
        for codec in sounds.map(\.codec) where !codecs.contains(codec) { codecs.append(codec) }
        attributes.add("CODECS", quoted: codecs.joined(separator: ","))
        attributes.add("RESOLUTION", plain: "\(rendition.width)x\(rendition.height)")
        attributes.add("FRAME-RATE", plain: decimal(rendition.frameRate.numerator, rendition.frameRate.denominator, digits: 3))
        if let group { attributes.add("AUDIO", quoted: group.name) }
        if !contents.text.isEmpty { attributes.add("SUBTITLES", quoted: HLSMedia.textGroup) }
        attributes.add("CLOSED-CAPTIONS", plain: "NONE")
        return attributes
    }

    private static func keyPictureVariant(_ rendition: VideoRendition) -> String? {
        let pictures = rendition.track.segments.compactMap { segment in
            segment.firstPictureEnd.map { TrackFile.Segment(size: $0, duration: segment.duration) }
        }
        guard !pictures.isEmpty, pictures.count == rendition.track.segments.count else { return nil }
        var attributes = HLSAttributes()
        attributes.add("BANDWIDTH", Bandwidth.peak(of: pictures, timescale: rendition.track.timescale))
        attributes.add("AVERAGE-BANDWIDTH", Bandwidth.average(of: pictures, timescale: rendition.track.timescale))
        attributes.add("CODECS", quoted: rendition.codec)
        attributes.add("RESOLUTION", plain: "\(rendition.width)x\(rendition.height)")
        attributes.add("URI", quoted: PackageLayout.keyPicturePlaylist(ofMedia: rendition.path))
        return "#EXT-X-I-FRAME-STREAM-INF:" + attributes.text
    }

    static func seconds(_ ticks: Int64, _ timescale: Int64) -> String {
        decimal(ticks, timescale, digits: 6)
    }

    /// A quotient in plain decimal digits, rounded to the nearest.
    static func decimal(_ dividend: Int64, _ divisor: Int64, digits: Int) -> String {
        let scale = (0..<digits).reduce(Int64(1)) { scale, _ in scale * 10 }
        let value = Ticks.rescale(dividend, from: max(1, divisor), to: scale)
        return "\(value / scale)." + String(scale + value % scale).dropFirst()
    }
}
