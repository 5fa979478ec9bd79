import KinoraKernel

/// The DASH manifest of a package that can be watched while it is made (ISO/IEC 23009-1): dynamic and of known length as long
/// as it grows, as recordings in progress are; static afterwards.
///
/// By the clock a second of film is due a second after the first picture was written. What is encoded faster is listed before it is due, and
/// may be played as soon as it is listed (`availabilityTimeOffset`); what is encoded slower is not listed yet.
enum EarlyManifest {
    /// Seconds after which a player looks for more.
    static let refresh = 5

    /// In the live profile everything is in segments that a template names (ISO/IEC 23009-1, 8.4); subtitles are whole files.
    private static func profile(_ contents: PackageContents) -> String {
        contents.text.isEmpty ? "urn:mpeg:dash:profile:isoff-live:2011" : "urn:mpeg:dash:profile:full:2011"
    }

    static func text(of package: EarlyPackage) -> String {
        let contents = package.contents
        let longest = DASHManifest.duration(DASHManifest.longestSegment(contents))
        var xml = XMLWriter()
        xml.element(
            "MPD",
            [
                "xmlns": "urn:mpeg:dash:schema:mpd:2011",
                "profiles": profile(contents),
                "type": package.isGrowing ? "dynamic" : "static",
                "availabilityStartTime": package.growth?.begun.iso8601,
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
                    offset: contents.presentationOffset, duration: contents.duration,
                    addressing: .segments(starts: package.starts, isGrowing: package.isGrowing))
                sets.addVideo(contents.video, to: &period)
                sets.addAudio(contents.audio, to: &period)
                sets.addText(contents.text, to: &period)
            }
        }
        return xml.text
    }
}
