import KinoraKernel

/// What can be heard and read in a version.
struct Languages: Sendable {
    let audio: String?
    let subtitles: String?

    init(audio: [LanguageTag], text: [LanguageTag], _ words: Words) {
        self.audio = Self.list(audio, words)
        subtitles = Self.list(text, words)
    }

    private static func list(_ tags: [LanguageTag], _ words: Words) -> String? {
        var names: [String] = []
        for name in tags.map(words.language) where !names.contains(name) { names.append(name) }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }
}
