/// Builds WebVTT cue text: escapes, opens and closes tags only around something visible, and lets no empty line through.
struct CueText {
    enum Tag: String {
        case italic = "i"
        case bold = "b"
        case underline = "u"
    }

    /// Longer cues are cut.
    static let limit = 4000

    var place = CuePlace()
    private var text = ""
    private var visible = 0
    private var wanted: [Tag] = []
    private var open: [Tag] = []
    private var spaces = 0
    private var breakIsDue = false
    private(set) var lineCount = 1

    /// The whole text; nil when nothing is visible.
    var finished: String? {
        guard visible > 0 else { return nil }
        return text + open.reversed().map { "</\($0.rawValue)>" }.joined()
    }

    mutating func set(_ tag: Tag, _ on: Bool) {
        wanted.removeAll { $0 == tag }
        if on { wanted.append(tag) }
    }

    mutating func resetTags() {
        wanted = []
    }

    mutating func breakLine() {
        breakIsDue = visible > 0
        spaces = 0
    }

    mutating func add(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\n": breakLine()
        case " ", "\t": spaces = visible > 0 && !breakIsDue ? 1 : 0
        case "\u{FEFF}": break
        case _ where scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}": break
        default: addVisible(scalar)
        }
    }

    private mutating func addVisible(_ scalar: Unicode.Scalar) {
        guard visible < Self.limit else { return }
        closeUnwanted()
        if breakIsDue {
            text += "\n"
            lineCount += 1
        } else if spaces > 0 {
            text += " "
        }
        (breakIsDue, spaces) = (false, 0)
        openWanted()
        switch scalar {
        case "&": text += "&amp;"
        case "<": text += "&lt;"
        case ">": text += "&gt;"
        default: text.unicodeScalars.append(scalar)
        }
        visible += 1
    }

    /// Tags are nested, so what stands inside an unwanted one is closed with it, and opened again.
    private mutating func closeUnwanted() {
        let kept = zip(open, wanted).prefix { $0 == $1 }.count
        while open.count > kept { text += "</\(open.removeLast().rawValue)>" }
    }

    private mutating func openWanted() {
        for tag in wanted.dropFirst(open.count) {
            text += "<\(tag.rawValue)>"
            open.append(tag)
        }
    }
}
