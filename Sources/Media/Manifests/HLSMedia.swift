import KinoraKernel

/// The `EXT-X-MEDIA` lines of a master playlist (RFC 8216bis 4.4.6.1): sounds and texts to choose from.
enum HLSMedia {
    static let soundGroup = "sound"
    static let textGroup = "text"

    /// Exactly one sound is the default. A player may choose by itself only the first of each language.
    static func lines(audio: [AudioRendition]) -> [String] {
        let standard = audio.firstIndex { $0.isDefault } ?? 0
        var languages: Set<LanguageTag> = audio.isEmpty ? [] : [audio[standard].language]
        return zip(audio, TrackName.names(of: audio)).enumerated().map { index, entry in
            let (rendition, name) = entry
            let isFirst = languages.insert(rendition.language).inserted || index == standard
            var attributes = HLSAttributes()
            attributes.add("TYPE", plain: "AUDIO")
            attributes.add("GROUP-ID", quoted: soundGroup)
            attributes.add("NAME", quoted: name)
            if rendition.language.isKnown { attributes.add("LANGUAGE", quoted: rendition.language.tag) }
            attributes.add("DEFAULT", plain: index == standard ? "YES" : "NO")
            attributes.add("AUTOSELECT", plain: isFirst ? "YES" : "NO")
            attributes.add("CHANNELS", quoted: String(rendition.channels))
            attributes.add("URI", quoted: PackageLayout.playlist(ofMedia: rendition.path))
            return "#EXT-X-MEDIA:" + attributes.text
        }
    }

    static func lines(text: [TextTrack]) -> [String] {
        let standard = text.firstIndex { $0.isDefault }
        return zip(text, TrackName.names(of: text)).enumerated().map { index, entry in
            let (track, name) = entry
            var attributes = HLSAttributes()
            attributes.add("TYPE", plain: "SUBTITLES")
            attributes.add("GROUP-ID", quoted: textGroup)
            attributes.add("NAME", quoted: name)
            if track.language.isKnown { attributes.add("LANGUAGE", quoted: track.language.tag) }
            attributes.add("DEFAULT", plain: index == standard ? "YES" : "NO")
            attributes.add("AUTOSELECT", plain: index == standard || track.isForced ? "YES" : "NO")
            attributes.add("FORCED", plain: track.isForced ? "YES" : "NO")
            if track.isForHearingImpaired {
                attributes.add(
                    "CHARACTERISTICS",
                    quoted: "public.accessibility.transcribes-spoken-dialog,public.accessibility.describes-music-and-sound")
            }
            attributes.add("URI", quoted: PackageLayout.playlist(ofText: track.path))
            return "#EXT-X-MEDIA:" + attributes.text
        }
    }
}
