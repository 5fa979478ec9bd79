import KinoraKernel

/// A sound track that is going to be made.
package struct PlannedAudio: Codable, Hashable, Sendable {
    /// Number of the stream in the file.
    package var stream: Int
    /// The rendition's name: `a-en`.
    package var name: String
    package var language: LanguageTag
    package var label: String
    package var isDefault: Bool
    /// Streams of the same language and role, to be taken in this order when the first cannot be decoded.
    package var spares: [Int]

    package init(
        stream: Int, name: String, language: LanguageTag, label: String = "", isDefault: Bool = false, spares: [Int] = []
    ) {
        self.stream = stream
        self.name = name
        self.language = language
        self.label = label
        self.isDefault = isDefault
        self.spares = spares
    }

    /// Tracks in this number and no more; discs have about as many.
    static let most = 12

    /// One track for each language and role: the default one, else the one with the most channels, else the first. The default comes first.
    package static func choose(from streams: [AudioStream]) -> [PlannedAudio] {
        var chosen: [AudioStream] = []
        for stream in streams {
            if let index = chosen.firstIndex(where: { $0.language == stream.language && $0.role == stream.role }) {
                if better(stream, than: chosen[index]) { chosen[index] = stream }
            } else {
                chosen.append(stream)
            }
        }
        let first = chosen.firstIndex { $0.isDefault && $0.role == .main } ?? chosen.firstIndex { $0.role == .main } ?? 0
        if chosen.indices.contains(first) { chosen.insert(chosen.remove(at: first), at: 0) }
        var names = TrackNames(prefix: "a-")
        return chosen.prefix(most).enumerated().map { position, stream in
            PlannedAudio(
                stream: stream.index, name: names.next(for: stream.language), language: stream.language, label: stream.title,
                isDefault: position == 0, spares: spares(for: stream, from: streams))
        }
    }

    private static func spares(for chosen: AudioStream, from streams: [AudioStream]) -> [Int] {
        streams.filter { $0.index != chosen.index && $0.language == chosen.language && $0.role == chosen.role }
            .sorted { better($0, than: $1) }.map(\.index)
    }

    private static func better(_ stream: AudioStream, than other: AudioStream) -> Bool {
        if stream.isDefault != other.isDefault { return stream.isDefault }
        return stream.channels > other.channels
    }
}
