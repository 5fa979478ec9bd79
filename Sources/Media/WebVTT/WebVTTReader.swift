/// Reads WebVTT files; styles, regions, notes and header lines are left out.
enum WebVTTReader {
    static func cues(in lines: [Substring]) throws -> [Cue] {
        let cues = first(Subtitles.cueLimit + 1, in: lines)
        guard cues.count <= Subtitles.cueLimit else { throw SubtitleProblem.tooManyCues }
        return cues
    }

    /// - Parameter most: cues behind these are not read.
    static func first(_ most: Int, in lines: [Substring]) -> [Cue] {
        var cues: [Cue] = []
        var index = 0
        while index < lines.count, cues.count < most {
            guard let range = SubtitleTime.range(lines[index]) else {
                index += 1
                continue
            }
            index += 1
            let first = index
            while index < lines.count, !lines[index].isEmpty, !lines[index].contains("-->") { index += 1 }
            var text = CueText()
            MarkupReader(flavour: .webVTT).read(lines[first..<index].joined(separator: "\n"), into: &text)
            guard let content = text.finished else { continue }
            cues.append(Cue(start: range.start, end: range.end, text: content, settings: settings(range.rest)))
        }
        return cues
    }

    private static let names: Set<Substring> = ["vertical", "line", "position", "size", "align"]

    /// Those settings that mean something without styles and regions.
    private static func settings(_ text: Substring) -> String {
        text.split(whereSeparator: \.isWhitespace).prefix(10).filter { setting in
            guard let colon = setting.firstIndex(of: ":"), names.contains(setting[..<colon]) else { return false }
            let value = setting[setting.index(after: colon)...]
            return !value.isEmpty && value.utf8.count <= 30
                && value.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "%" || $0 == "." || $0 == "," || $0 == "-") }
        }.joined(separator: " ")
    }
}
