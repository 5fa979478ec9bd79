/// Puts cues in order and leaves out what cannot be shown.
enum CueOrder {
    /// Typesetters repeat a sign frame by frame; gaps up to this many milliseconds are closed.
    private static let gap: Int64 = 20

    static func cleaned(_ cues: [Cue], duration: Int64?) -> [Cue] {
        let latest = min(duration ?? SubtitleTime.limit, SubtitleTime.limit)
        let possible = cues.compactMap { cue -> Cue? in
            var cue = cue
            cue.start = max(0, cue.start)
            cue.end = min(cue.end, latest)
            return cue.start < cue.end ? cue : nil
        }
        let sorted = possible.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }.map(\.element)
        return joined(sorted)
    }

    /// Cues that say the same in the same place without a break between them become one.
    private static func joined(_ cues: [Cue]) -> [Cue] {
        struct Look: Hashable {
            let text: String
            let settings: String
        }
        var joined: [Cue] = []
        var latest: [Look: Int] = [:]
        for cue in cues {
            let look = Look(text: cue.text, settings: cue.settings)
            if let place = latest[look], cue.start <= joined[place].end + gap {
                joined[place].end = max(joined[place].end, cue.end)
            } else {
                latest[look] = joined.count
                joined.append(cue)
            }
        }
        return joined
    }
}
