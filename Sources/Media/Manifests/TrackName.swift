import KinoraKernel

/// What tracks are called in menus, the same in every manifest and on every page.
package enum TrackName {
    /// One name for each sound, no two the same: `English`, `English – Commentary`.
    package static func names(of audio: [AudioRendition]) -> [String] {
        distinct(audio.map { name($0.language, $0.label, unknown: "Sound") })
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

    private static func distinct(_ names: [String]) -> [String] {
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
