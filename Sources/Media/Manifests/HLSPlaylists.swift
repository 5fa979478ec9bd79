import KinoraKernel

/// The HLS playlists of a package (RFC 8216bis, protocol version 7): byte ranges of the same files that DASH uses.
package enum HLSPlaylists {
    /// The master playlist. It names renditions of one coding only, since players do not change codings on the way: H.264 where
    /// there is any.
    package static func master(of contents: PackageContents) -> String {
        var lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
        let groups = HLSMedia.groups(of: contents.audio)
        lines += HLSMedia.lines(groups)
        lines += HLSMedia.lines(text: contents.text)
        let coding = contents.video.first { $0.codec.hasPrefix("avc") }?.codec ?? contents.video.first?.codec ?? ""
        let renditions = contents.video.filter { $0.codec.prefix { $0 != "." } == coding.prefix { $0 != "." } }
        for group in groups.isEmpty ? [nil] : groups.map(Optional.some) {
            for rendition in renditions {
                lines.append("#EXT-X-STREAM-INF:" + variant(rendition, with: group, in: contents).text)
                lines.append(PackageLayout.playlist(ofMedia: rendition.path))
            }
        }
        for rendition in renditions {
            if let line = keyPictureVariant(rendition) { lines.append(line) }
        }
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

    private static func seconds(_ ticks: Int64, _ timescale: Int64) -> String {
        decimal(ticks, timescale, digits: 6)
    }

    /// A quotient in plain decimal digits, rounded to the nearest.
    static func decimal(_ dividend: Int64, _ divisor: Int64, digits: Int) -> String {
        let scale = (0..<digits).reduce(Int64(1)) { scale, _ in scale * 10 }
        let value = Ticks.rescale(dividend, from: max(1, divisor), to: scale)
        return "\(value / scale)." + String(scale + value % scale).dropFirst()
    }
}
