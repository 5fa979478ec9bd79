extension Subtitles {
    /// The subtitles of one file of a film in several.
    package struct Stretch: Sendable {
        package var subtitles: Subtitles
        /// Where the file begins in the film, and how long it is, in milliseconds.
        package var start: Int64
        package var length: Int64

        package init(subtitles: Subtitles, start: Int64, length: Int64) {
            self.subtitles = subtitles
            self.start = start
            self.length = length
        }
    }

    /// Joins the subtitles of a film in several files; what is still shown when its file ends goes with it.
    package init(joining stretches: [Stretch]) {
        cues = stretches.sorted { $0.start < $1.start }.flatMap { stretch in
            stretch.subtitles.cues.map { cue in
                var cue = cue
                cue.end = min(cue.end, stretch.length) + stretch.start
                cue.start += stretch.start
                return cue
            }
        }
    }
}
