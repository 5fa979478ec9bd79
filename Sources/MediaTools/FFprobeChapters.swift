import KinoraPreparation

/// What `ffprobe -of json` prints of chapters. Every field may be missing, and numbers come as text.
struct FFprobeChapters: Decodable {
    var chapters: [Entry]?

    struct Entry: Decodable {
        var startTime: String?
        var endTime: String?
        var tags: [String: String]?
    }

    /// - Parameter begin: when the container begins, in its own seconds.
    func found(since begin: Double) -> [SourceChapter] {
        (chapters ?? []).compactMap { entry in
            guard let start = entry.startTime.flatMap(Double.init) else { return nil }
            let title = entry.tags?["title"] ?? entry.tags?["TITLE"] ?? ""
            return SourceChapter(start: start - begin, end: entry.endTime.flatMap(Double.init).map { $0 - begin }, title: title)
        }
    }
}
