extension PlannedAudio {
    /// The sounds of a film in several files.
    /// - Parameter parts: the streams of each file.
    static func choose(fromParts parts: [[AudioStream]], surround: Bool) -> [PlannedAudio] {
        guard let base = parts.first(where: { !$0.isEmpty }) else { return [] }
        let own = parts.map { choose(from: $0, surround: surround) }
        return choose(from: base, surround: surround).map { track in
            var track = track
            track.spares = []
            track.pieces = own.map { tracks in track.continued(in: tracks)?.stream }
            return track
        }
    }

    /// What goes on with this sound in another file: the same language, else, for the film's own sound, whatever that file has first.
    private func continued(in tracks: [PlannedAudio]) -> PlannedAudio? {
        let alike = tracks.filter { $0.language == language && $0.role == role }
        if let best = alike.first(where: { $0.layout == layout }) ?? alike.first { return best }
        let main = tracks.filter { $0.role == .main }
        return role == .main ? main.first { $0.layout == layout && $0.language == main.first?.language } ?? main.first : nil
    }

    /// The ways to make this sound alone, the best first, for one that cannot be decoded.
    var alternatives: [PlannedAudio] {
        if let pieces {
            return [self]
                + pieces.indices.filter { pieces[$0] != nil }.map { index in
                    var silent = self
                    silent.pieces?[index] = nil
                    return silent
                }
        }
        return [self]
            + spares.map { stream in
                var spare = self
                spare.stream = stream
                spare.mayStay = false
                return spare
            }
    }

    /// Which file of a film in several is silent here and not in another way to make this sound, counted from 0.
    func silenced(from other: PlannedAudio) -> Int? {
        guard let pieces, let others = other.pieces else { return nil }
        return zip(pieces, others).enumerated().first { $0.element.0 == nil && $0.element.1 != nil }?.offset
    }
}
