import KinoraCatalogue
import KinoraKernel

/// One version of a film or an episode that can be played.
struct VersionLink: Sendable {
    let address: String
    let label: String
    let meta: String

    /// - Parameter number: counts from 1; names a version that has no name.
    init(_ version: Playable, number: Int, place: Place, _ words: Words) {
        address = place.address
        label = version.version ?? words(.versionPlain, String(number))
        meta = [words.length(milliseconds: version.duration), words(.lines, String(version.height))].joined(separator: " · ")
    }
}

/// All versions of a feature.
struct VersionList: Sendable {
    let links: [VersionLink]
}

/// What can be heard and read in a version.
struct Languages: Sendable {
    let audio: String?
    let subtitles: String?

    init(_ version: Playable?, _ words: Words) {
        audio = Self.list(version?.audioLanguages ?? [], words)
        subtitles = Self.list(version?.textLanguages ?? [], words)
    }

    private static func list(_ tags: [LanguageTag], _ words: Words) -> String? {
        var names: [String] = []
        for name in tags.map(words.language) where !names.contains(name) { names.append(name) }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }
}
