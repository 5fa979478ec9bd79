import KinoraKernel
import KinoraMedia

/// A sound track that is going to be made.
package struct PlannedAudio: Codable, Hashable, Sendable {
    /// The loudspeakers that it is made for.
    package enum Layout: String, Codable, Sendable {
        case stereo
        /// 5.1
        case surround

        /// As ffmpeg calls it.
        var name: String { self == .stereo ? "stereo" : "5.1" }
        var channels: Int { self == .stereo ? 2 : 6 }
    }

    /// Number of the stream in the file.
    package var stream: Int
    /// The rendition's name: `a-en`.
    package var name: String
    package var layout: Layout
    package var language: LanguageTag
    package var label: String
    package var role: AudioStream.Role
    package var isDefault: Bool
    /// Whether its bits may be used as they are, should its loudness be right.
    package var mayStay: Bool
    /// Streams of the same language and role, to be taken in this order when the first cannot be decoded.
    package var spares: [Int]
    /// Of a film in several files: the stream in each of them, nil where one has nothing that fits. Nil for one file.
    package var pieces: [Int?]?

    package init(
        stream: Int, name: String, layout: Layout = .stereo, language: LanguageTag, label: String = "", role: AudioStream.Role = .main,
        isDefault: Bool = false, mayStay: Bool = false, spares: [Int] = []
    ) {
        self.stream = stream
        self.name = name
        self.layout = layout
        self.language = language
        self.label = label
        self.role = role
        self.isDefault = isDefault
        self.mayStay = mayStay
        self.spares = spares
    }

    /// What viewers choose it for; nil for the film's own sound.
    var purpose: AudioRendition.Purpose? {
        switch role {
        case .main: nil
        case .commentary: .commentary
        case .description: .description
        }
    }

    /// Tracks in this number and no more; discs have about as many.
    static let most = 12
    /// Channels from which on a sound is made in 5.1 as well.
    private static let surroundChannels = 6

    /// 1. One stereo track for each language and role: of the default stream, else the one with the most channels, else the first.
    /// 2. A second in 5.1 where a stream of the same language has as many channels. 3. The default comes first.
    /// - Parameter mayStay: whether a stream's own bits could be used.
    package static func choose(from streams: [AudioStream], surround: Bool = true, mayStay: (AudioStream) -> Bool = { _ in false })
        -> [PlannedAudio]
    {
        var chosen: [AudioStream] = []
        for stream in streams {
            if let index = chosen.firstIndex(where: { isAlike($0, stream) }) {
                if better(stream, than: chosen[index]) { chosen[index] = stream }
            } else {
                chosen.append(stream)
            }
        }
        let first = chosen.firstIndex { $0.isDefault && $0.role == .main } ?? chosen.firstIndex { $0.role == .main } ?? 0
        if chosen.indices.contains(first) { chosen.insert(chosen.remove(at: first), at: 0) }
        var names = TrackNames(prefix: "a-")
        let tracks = chosen.prefix(most).enumerated().map { position, stream in
            PlannedAudio(
                stream: stream.index, name: names.next(for: stream.language), language: stream.language, label: stream.title,
                role: stream.role, isDefault: position == 0, mayStay: mayStay(stream),
                spares: streams.filter { $0.index != stream.index && isAlike($0, stream) }.sorted(by: better).map(\.index))
        }
        guard surround else { return tracks }
        return tracks.flatMap { track in [track] + [inSurround(track, from: streams)].compactMap { $0 } }
    }

    /// Commentaries are worth no six channels.
    private static func inSurround(_ track: PlannedAudio, from streams: [AudioStream]) -> PlannedAudio? {
        let fitting = streams.filter { stream in
            stream.channels >= surroundChannels && stream.role == .main && track.role == .main && stream.language == track.language
        }.sorted { ($0.index == track.stream ? 1 : 0, $0.channels) > ($1.index == track.stream ? 1 : 0, $1.channels) }
        guard let best = fitting.first else { return nil }
        var wide = track
        wide.stream = best.index
        wide.name = "\(track.name)-surround"
        wide.layout = .surround
        wide.label = best.title
        wide.isDefault = false
        wide.mayStay = false
        wide.spares = fitting.dropFirst().map(\.index)
        return wide
    }

    private static func isAlike(_ one: AudioStream, _ other: AudioStream) -> Bool {
        one.language == other.language && one.role == other.role
    }

    private static func better(_ stream: AudioStream, than other: AudioStream) -> Bool {
        if stream.isDefault != other.isDefault { return stream.isDefault }
        return stream.channels > other.channels
    }
}
