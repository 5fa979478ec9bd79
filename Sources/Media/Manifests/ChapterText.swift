/// The chapters of a package as a WebVTT file, for `<track kind="chapters">` (W3C WebVTT 1.4).
enum ChapterText {
    /// A chapter without a title is called by its number.
    static func webVTT(_ chapters: [Chapter]) -> String {
        var lines = ["WEBVTT", ""]
        for (number, chapter) in chapters.enumerated() {
            var title = CueText()
            for scalar in chapter.title.unicodeScalars { title.add(scalar == "\n" ? " " : scalar) }
            lines += [
                String(number + 1), "\(SubtitleTime.text(chapter.start)) --> \(SubtitleTime.text(chapter.end))",
                title.finished ?? "Chapter \(number + 1)", "",
            ]
        }
        return lines.joined(separator: "\n")
    }
}
