import KinoraKernel

/// What the owner is told of subtitles that are not shown.
enum SubtitleReport {
    /// Codecs, as ffmpeg calls them, that hold pictures: of Blu-rays, DVDs, broadcasts and old AVI files.
    private static let pictures: Set<String> = ["hdmv_pgs_subtitle", "dvd_subtitle", "dvb_subtitle", "xsub"]

    /// - Parameter streams: those inside the file; what is shown is passed over.
    static func notes(on streams: [TextStream]) -> [Explanation] {
        let hidden = streams.filter { PlannedText($0) == nil }
        let unread = hidden.filter { !pictures.contains($0.codec) }
        return pictureNote(hidden.filter { pictures.contains($0.codec) }) + unreadNote(unread)
    }

    private static func pictureNote(_ streams: [TextStream]) -> [Explanation] {
        guard !streams.isEmpty else { return [] }
        let names = list(streams)
        let remedy: Explanation = "Subtitles as text (.srt) put beside the film are taken up by themselves."
        guard streams.count > 1 else {
            return ["The file holds subtitles that are pictures, which cannot be shown: \(names). \(remedy)"]
        }
        return ["The file holds \(streams.count) tracks of subtitles that are pictures, which cannot be shown: \(names). \(remedy)"]
    }

    private static func unreadNote(_ streams: [TextStream]) -> [Explanation] {
        guard !streams.isEmpty else { return [] }
        let kinds = unique(streams.map(\.codec)).joined(separator: ", ").onOneLine(atMost: 60)
        return ["Subtitles inside the file are of a kind that Kinora does not read (\(kinds)): \(list(streams))."]
    }

    /// `English, Deutsch (forced), 2 × Français`.
    private static func list(_ streams: [TextStream]) -> String {
        let names = streams.map(name)
        return unique(names).map { name in
            let count = names.count { $0 == name }
            return count > 1 ? "\(count) × \(name)" : name
        }.joined(separator: ", ").onOneLine(atMost: 200)
    }

    private static func name(_ stream: TextStream) -> String {
        let language = stream.language.isKnown ? stream.language.endonym : "language unknown"
        let kinds = [stream.isForced ? "forced" : nil, stream.isForHearingImpaired ? "for the hard of hearing" : nil].compactMap { $0 }
        return kinds.isEmpty ? language : "\(language) (\(kinds.joined(separator: ", ")))"
    }

    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    // MARK: - Beside the film

    /// Whether a file is half of a pair (`Film.idx`, `Film.sub`), as DVDs' subtitles come, whose other half is named already.
    static func isIndex(_ path: String, among paths: [String]) -> Bool {
        guard path.lowercased().hasSuffix(".idx") else { return false }
        return paths.contains { $0.lowercased() == path.dropLast(3).lowercased() + "sub" }
    }

    /// What is said of a file beside the film that is not read.
    static func note(onFile path: String) -> Explanation {
        let name = (path.split(separator: "/").last.map(String.init) ?? path).onOneLine(atMost: 80)
        let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
        guard ["sub", "sup", "idx"].contains(ending) else {
            return "The subtitles \(name) are of a kind that Kinora does not read; convert them to SRT, ASS or WebVTT."
        }
        return "The subtitles \(name) are pictures, which cannot be shown."
    }
}
