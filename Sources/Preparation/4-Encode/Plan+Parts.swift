import KinoraMedia

extension Plan {
    /// The files of the film in their order; one that is the whole film where there is one file.
    var pieces: [PlannedPart] {
        parts ?? [PlannedPart(first: 0, frames: frames, origin: origin, picture: picture, size: size)]
    }

    /// Number of the file that a chunk is read from; chunks are cut where files meet.
    func part(of chunk: Chunk) -> Int { pieces.lastIndex { $0.first <= chunk.first } ?? 0 }

    /// Whether a chunk reaches to the end of its file.
    func isLast(_ chunk: Chunk) -> Bool {
        let piece = pieces[part(of: chunk)]
        return chunk.index >= 0 && chunk.first + chunk.frames >= piece.first + piece.frames
    }

    /// Samples of sound at 48 kHz that each file gives to the film. Counted from the film's beginning, so that rounding never adds up.
    var soundLengths: [Int] {
        let ends = pieces.map { Self.samples(Double($0.first + $0.frames) / rate.perSecond) }
        return zip(ends, [0] + ends).map { $0 - $1 }
    }

    /// When a file begins in the film, in milliseconds.
    func start(ofPart index: Int) -> Int64 { Int64((Double(pieces[index].first) / rate.perSecond * 1000).rounded()) }

    /// How long a file is in the film, in milliseconds.
    func length(ofPart index: Int) -> Int64 { Int64((Double(pieces[index].frames) / rate.perSecond * 1000).rounded()) }

    /// Where the files of a film in several begin; empty for one file.
    var textPlaces: [TextPiece.Place] { (parts ?? []).indices.map { TextPiece.Place(self, $0) } }

    private static func samples(_ seconds: Double) -> Int { Int((seconds * 48_000).rounded()) }
}
