import KinoraKernel

/// The `EXT-X-MEDIA` lines of a master playlist (RFC 8216bis 4.4.6.1): sounds and texts to choose from.
enum HLSMedia {
    static let textGroup = "text"

    /// Sounds of which a player takes one with the picture.
    struct SoundGroup: Hashable {
        var name: String
        var sounds: [AudioRendition]
    }

    /// One group in stereo; where there is 5.1 as well, a second with it, in which sounds that have none stand in stereo. So every group
    /// offers the same sounds, and a player that changes the group keeps the language.
    static func groups(of audio: [AudioRendition]) -> [SoundGroup] {
        let stereo = audio.filter { !$0.isSurround }
        guard !stereo.isEmpty, stereo.count < audio.count else { return audio.isEmpty ? [] : [SoundGroup(name: "sound", sounds: audio)] }
        func twin(of one: AudioRendition) -> AudioRendition? {
            audio.first { $0.isSurround != one.isSurround && $0.language == one.language && $0.purpose == one.purpose }
        }
        // A sound in 5.1 that has no stereo beside it is in both groups.
        let plain = stereo + audio.filter { $0.isSurround && twin(of: $0) == nil }
        return [
            SoundGroup(name: "sound", sounds: plain),
            SoundGroup(name: "surround", sounds: plain.map { $0.isSurround ? $0 : twin(of: $0) ?? $0 }),
        ]
    }

    /// Exactly one sound of a group is the default. A player may choose by itself only the first of each language, and no commentary.
    static func lines(_ groups: [SoundGroup]) -> [String] {
        guard let first = groups.first else { return [] }
        let standard = first.sounds.firstIndex { $0.isDefault } ?? 0
        let names = TrackName.distinct(first.sounds.map(TrackName.plain))
        return groups.flatMap { group in lines(group, names, standard: standard) }
    }

    private static func lines(_ group: SoundGroup, _ names: [String], standard: Int) -> [String] {
        var languages: Set<LanguageTag> = [group.sounds[standard].language]
        return zip(group.sounds, names).enumerated().map { index, entry in
            let (rendition, name) = entry
            let isFirst = index == standard || rendition.purpose != .commentary && languages.insert(rendition.language).inserted
            var attributes = HLSAttributes()
            attributes.add("TYPE", plain: "AUDIO")
            attributes.add("GROUP-ID", quoted: group.name)
            attributes.add("NAME", quoted: name)
            if rendition.language.isKnown { attributes.add("LANGUAGE", quoted: rendition.language.tag) }
            attributes.add("DEFAULT", plain: index == standard ? "YES" : "NO")
            attributes.add("AUTOSELECT", plain: isFirst || rendition.purpose == .description ? "YES" : "NO")
            if rendition.purpose == .description { attributes.add("CHARACTERISTICS", quoted: "public.accessibility.describes-video") }
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
