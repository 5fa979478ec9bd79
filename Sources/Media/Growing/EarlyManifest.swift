import KinoraKernel

/// The DASH manifest of a package that can be watched while it is made (ISO/IEC 23009-1, live profile): dynamic and of known length as long
/// as it grows, as recordings in progress are; static afterwards.
enum EarlyManifest {
    /// Seconds after which a player looks for more.
    static let refresh = 5

    static func text(of package: EarlyPackage) -> String {
        let contents = package.contents
        let longest = DASHManifest.duration(DASHManifest.longestSegment(contents))
        var xml = XMLWriter()
        xml.element(
            "MPD",
            [
                "xmlns": "urn:mpeg:dash:schema:mpd:2011",
                "profiles": "urn:mpeg:dash:profile:isoff-live:2011",
                "type": package.isGrowing ? "dynamic" : "static",
                "availabilityStartTime": package.growth.map { start($0, contents.duration).iso8601 },
                "publishTime": package.growth?.changed.iso8601,
                "minimumUpdatePeriod": package.isGrowing ? "PT\(refresh)S" : nil,
                "mediaPresentationDuration": DASHManifest.duration(contents.duration),
                "maxSegmentDuration": longest,
                "minBufferTime": longest,
            ]
        ) { mpd in
            let length = package.isGrowing ? nil : DASHManifest.duration(contents.duration)
            mpd.element("Period", ["id": "1", "start": "PT0S", "duration": length]) { period in
                var sets = DASHAdaptationSets(
                    offset: contents.presentationOffset, duration: contents.duration, addressing: .segments(starts: package.starts))
                sets.addVideo(contents.video, to: &period)
                sets.addAudio(contents.audio, to: &period)
                sets.addText(contents.text, to: &period)
            }
        }
        return xml.text
    }

    /// So early that whatever is listed is due already, however fast it was made: segments are announced by being listed.
    private static func start(_ growth: EarlyPackage.Growth, _ duration: Int64) -> Moment {
        growth.begun - .milliseconds(duration + 60_000)
    }
}
