/// Reads Advanced SubStation Alpha and its older form: dialogue lines, and of the styles what WebVTT can show.
struct ASSReader {
    private var section = ""
    private var resolution: (width: Double?, height: Double?) = (nil, nil)
    private var styles: [String: Style] = [:]
    private var styleFields: [String] = []
    private var eventFields = ["layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text"]
    private var cues: [Cue] = []

    private struct Style {
        var isItalic = false
        var keypad = 2
    }

    static func cues(in lines: [Substring]) throws -> [Cue] {
        var reader = ASSReader()
        for line in lines { try reader.read(line) }
        return reader.cues
    }

    private mutating func read(_ line: Substring) throws {
        let line = line.drop { $0 == "\u{FEFF}" || $0.isWhitespace }
        if line.first == "[" {
            section = line.dropFirst().prefix { $0 != "]" }.lowercased()
            return
        }
        guard let colon = line.firstIndex(of: ":") else { return }
        let key = line[..<colon].lowercased()
        let value = line[line.index(after: colon)...].drop(while: \.isWhitespace)
        switch key {
        case "playresx": resolution.width = Double(Self.trimmed(value))
        case "playresy": resolution.height = Double(Self.trimmed(value))
        case "format" where section == "events": eventFields = Self.fields(value)
        case "format": styleFields = Self.fields(value)
        case "style": readStyle(value)
        case "dialogue": try readDialogue(value)
        default: break
        }
    }

    private mutating func readStyle(_ value: Substring) {
        guard styles.count < 1000 else { return }
        let values = value.split(separator: ",", omittingEmptySubsequences: false).map(Self.trimmed)
        func field(_ name: String) -> String? { styleFields.firstIndex(of: name).flatMap { $0 < values.count ? values[$0] : nil } }
        guard let name = field("name") else { return }
        var style = Style()
        style.isItalic = (field("italic").flatMap { Int($0) } ?? 0) != 0
        let alignment = field("alignment").flatMap { Int($0) } ?? 2
        let keypad = section == "v4 styles" ? CuePlace.keypad(legacy: alignment) : alignment
        style.keypad = keypad.flatMap { (1...9).contains($0) ? $0 : nil } ?? 2
        styles[Self.styleName(name)] = style
    }

    private mutating func readDialogue(_ value: Substring) throws {
        let values = value.split(separator: ",", maxSplits: max(0, eventFields.count - 1), omittingEmptySubsequences: false)
        func field(_ name: String) -> Substring? { eventFields.firstIndex(of: name).flatMap { $0 < values.count ? values[$0] : nil } }
        guard let start = field("start").flatMap(SubtitleTime.milliseconds), let end = field("end").flatMap(SubtitleTime.milliseconds),
            let source = field("text")
        else { return }
        let style = field("style").flatMap { styles[Self.styleName(Self.trimmed($0))] } ?? Style()
        var text = CueText()
        text.place.keypad = style.keypad
        text.set(.italic, style.isItalic)
        MarkupReader(flavour: .ass, resolution: pixels).read(String(source), into: &text)
        guard let content = text.finished else { return }
        cues.append(Cue(start: start, end: end, text: content, settings: text.place.settings(lines: text.lineCount)))
        guard cues.count <= Subtitles.cueLimit else { throw SubtitleProblem.tooManyCues }
    }

    /// What is missing follows from the other side, or is 384 by 288 as the format has it.
    private var pixels: (width: Double, height: Double) {
        let width = resolution.width.flatMap { $0 > 0 ? $0 : nil }
        let height = resolution.height.flatMap { $0 > 0 ? $0 : nil }
        return (width ?? height.map { $0 * 4 / 3 } ?? 384, height ?? width.map { $0 * 3 / 4 } ?? 288)
    }

    private static func fields(_ value: Substring) -> [String] {
        value.split(separator: ",", omittingEmptySubsequences: false).prefix(40).map { trimmed($0).lowercased() }
    }

    /// Some writers put a star before the name.
    private static func styleName(_ name: String) -> String {
        String(name.drop { $0 == "*" })
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
