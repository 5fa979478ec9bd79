import KinoraKernel

/// The DASH manifest of a package (ISO/IEC 23009-1): static, on-demand profile, one file for each representation with its index in it.
package enum DASHManifest {
    package static func text(of contents: PackageContents) -> String {
        var xml = XMLWriter()
        xml.element(
            "MPD",
            [
                "xmlns": "urn:mpeg:dash:schema:mpd:2011",
                "profiles": "urn:mpeg:dash:profile:isoff-on-demand:2011",
                "type": "static",
                "mediaPresentationDuration": duration(contents.duration),
                "maxSubsegmentDuration": duration(longestSegment(contents)),
                "minBufferTime": duration(longestSegment(contents)),
            ]
        ) { mpd in
            mpd.element("Period", ["id": "1", "start": "PT0S", "duration": duration(contents.duration)]) { period in
                var sets = DASHAdaptationSets(offset: contents.presentationOffset, duration: contents.duration)
                sets.addVideo(contents.video, to: &period)
                sets.addAudio(contents.audio, to: &period)
                sets.addText(contents.text, to: &period)
                if let thumbnails = contents.thumbnails { sets.addThumbnails(thumbnails, to: &period) }
            }
        }
        return xml.text
    }

    /// ISO 8601, from milliseconds.
    static func duration(_ milliseconds: Int64) -> String {
        let fraction = milliseconds % 1000
        let digits = fraction == 0 ? "" : "." + String(1000 + fraction).dropFirst()
        return "PT\(milliseconds / 1000)\(digits)S"
    }

    /// In milliseconds, rounded up.
    static func longestSegment(_ contents: PackageContents) -> Int64 {
        (contents.video.map(\.track) + contents.audio.map(\.track))
            .flatMap { track in track.segments.map { Ticks.rescaleUp($0.duration, from: max(1, track.timescale), to: 1000) } }
            .max() ?? contents.duration
    }
}
