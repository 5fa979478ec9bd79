/// Where a file belongs in a library and what it is called there, made of what the catalogue knows:
///
///     Harbour Lights (2021)/Harbour Lights (2021) - Director's Cut.mkv
///     Night Ferry (2019)/Season 01/Night Ferry S01E02-E03.mkv
package struct ProperName: Hashable, Sendable {
    /// Folders below the library, the title's first.
    package var folders: [String]
    /// The file's name without its ending.
    package var stem: String

    /// Nil when nothing of the title can stand in a name.
    package static func film(_ title: String, year: Int?, version: String?, part: Int? = nil) -> ProperName? {
        guard let folder = named(title, year) else { return nil }
        let label = version.flatMap { component($0) }.map { " - \($0)" } ?? ""
        let number = part.map { " - part\($0)" } ?? ""
        return ProperName(folders: [folder], stem: shortened(folder, to: mostBytes - label.utf8.count - number.utf8.count) + label + number)
    }

    package static func episode(
        of series: String, year: Int?, season: Int, number: Int, last: Int?, version: String?
    ) -> ProperName? {
        guard let folder = named(series, year), let plain = component(dressed(series)) else { return nil }
        let label = version.flatMap { component($0) }.map { " - \($0)" } ?? ""
        let code = " S\(two(season))E\(two(number))" + (last.map { "-E\(two($0))" } ?? "")
        let stem = shortened(plain, to: mostBytes - code.utf8.count - label.utf8.count) + code + label
        return ProperName(folders: [folder, "Season \(two(season))"], stem: stem)
    }

    /// The same beside what has the name already.
    package func numbered(_ number: Int) -> ProperName {
        var other = self
        other.stem += " - version \(number)"
        return other
    }

    package func path(ending: String) -> FilePath {
        FilePath(bytes: Array((folders + [stem + (ending.isEmpty ? "" : ".\(ending)")]).joined(separator: "/").utf8))
    }

    /// Every file system takes names of 255 bytes; endings and what subtitles add need some.
    private static let mostBytes = 180

    private static func named(_ title: String, _ year: Int?) -> String? {
        component(dressed(title)).map { shortened($0, to: mostBytes - 10) + (year.map { " (\($0))" } ?? "") }
    }

    /// A title that is written in small letters alone gets its capitals; others are as somebody wanted them.
    private static func dressed(_ title: String) -> String {
        guard title == title.lowercased() else { return title }
        return title.split(separator: " ", omittingEmptySubsequences: false).map { $0.prefix(1).uppercased() + $0.dropFirst() }
            .joined(separator: " ")
    }

    /// A text as it may stand in a name on every system: without separators, without what Windows refuses, not hidden, on one line.
    static func component(_ text: String) -> String? {
        var cleaned = ""
        for character in text.replacing(": ", with: " - ").onOneLineWithoutMarks() {
            switch character {
            case "/", "\\", ":", "|": cleaned.append("-")
            case "?", "*", "\"", "<", ">": continue
            default: cleaned.append(character)
            }
        }
        var words = cleaned.split(separator: " ").joined(separator: " ")
        while let first = words.first, first == "." || first == " " { words.removeFirst() }
        words = shortened(words, to: mostBytes / 2)
        while let last = words.last, last == "." || last == " " { words.removeLast() }
        return words.isEmpty ? nil : words
    }

    /// Cut between characters.
    private static func shortened(_ text: String, to bytes: Int) -> String {
        var text = text
        while text.utf8.count > max(1, bytes), !text.isEmpty { text.removeLast() }
        return text
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension String {
    /// Control characters as spaces, and without characters that nobody sees.
    fileprivate func onOneLineWithoutMarks() -> String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.compactMap { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .lineSeparator, .paragraphSeparator: " "
                    case .format, .surrogate, .privateUse, .unassigned: nil
                    default: scalar
                    }
                }))
    }
}
