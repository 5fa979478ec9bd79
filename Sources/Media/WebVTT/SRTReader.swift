/// Reads SubRip files.
enum SRTReader {
    /// A cue is a line with two times and all text up to the next such line, without the counter directly before that one.
    static func cues(in lines: [Substring]) throws -> [Cue] {
        var cues: [Cue] = []
        let times = lines.indices.compactMap { index in SubtitleTime.range(lines[index]).map { (line: index, range: $0) } }
        guard times.count <= Subtitles.cueLimit else { throw SubtitleProblem.tooManyCues }
        for (number, time) in times.enumerated() {
            var end = number + 1 < times.count ? times[number + 1].line : lines.count
            if end < lines.count, end - 1 > time.line, isCounter(lines[end - 1]) { end -= 1 }
            var text = CueText()
            MarkupReader(flavour: .srt).read(lines[time.line + 1..<end].joined(separator: "\n"), into: &text)
            guard let content = text.finished else { continue }
            cues.append(
                Cue(start: time.range.start, end: time.range.end, text: content, settings: text.place.settings(lines: text.lineCount)))
        }
        return cues
    }

    private static func isCounter(_ line: Substring) -> Bool {
        let line = line.drop(while: \.isWhitespace)
        let digits = line.prefix { $0.isASCII && $0.isNumber }
        return !digits.isEmpty && line[digits.endIndex...].allSatisfy(\.isWhitespace)
    }
}
