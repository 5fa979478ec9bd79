import KinoraKernel

/// What tracks are called in menus, the same in every manifest and on every page.
package enum TrackName {
    /// One name for each sound, no two the same: `English`, `English 5.1`, `English – Commentary`.
    package static func names(of audio: [AudioRendition]) -> [String] {
        let hasBoth = Set(audio.map(\.isSurround)).count > 1
        return distinct(audio.map { plain($0) + (hasBoth && $0.isSurround && !$0.label.contains("5.1") ? " 5.1" : "") })
    }

    /// One name for each sound by itself, the same for both layouts of one: what a player shows that chooses the layout.
    static func plain(_ rendition: AudioRendition) -> String {
        guard rendition.label.isEmpty, let purpose = rendition.purpose else {
            return name(rendition.language, rendition.label, unknown: "Sound")
        }
        return name(rendition.language, purpose == .commentary ? "Commentary" : "Audio description", unknown: "Sound")
    }

    /// One name for each text track, no two the same: `Deutsch`, `English (SDH)`.
    package static func names(of text: [TextTrack]) -> [String] {
        distinct(
            text.map { track in
                let plain = name(track.language, track.label, unknown: "Subtitles")
                if track.isForced { return plain + " (forced)" }
                return plain + (track.isForHearingImpaired ? " (SDH)" : "")
            })
    }

    private static func name(_ language: LanguageTag, _ label: String, unknown: String) -> String {
        let label = label.onOneLine(atMost: 80)
        let own = language.isKnown ? language.endonym : ""
        if label.isEmpty { return own.isEmpty ? unknown : own }
        return own.isEmpty || label.lowercased().contains(own.lowercased()) ? label : "\(own) – \(label)"
    }

    static func distinct(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.map { name in
            var candidate = name
            var number = 2
            while !seen.insert(candidate).inserted {
                candidate = "\(name) \(number)"
                number += 1
            }
            return candidate
        }
    }
}
