/// Reads the text of one cue with the markup of its format.
struct MarkupReader {
    enum Flavour {
        case srt
        case ass
        case webVTT
    }

    let flavour: Flavour
    /// Width and height that points in the file refer to.
    var resolution: (width: Double, height: Double) = (384, 288)

    /// Longer tags are text.
    private static let tagLimit = 400

    func read(_ source: String, into text: inout CueText) {
        let scalars = Array(source.unicodeScalars)
        var index = 0
        var isDrawing = false
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar == "{", flavour != .webVTT, let end = closing("}", scalars, index), flavour == .ass || scalars[index + 1] == "\\" {
                apply(override: String(String.UnicodeScalarView(scalars[index + 1..<end])), to: &text, isDrawing: &isDrawing)
                index = end + 1
            } else if scalar == "<", flavour != .ass, let end = closing(">", scalars, index),
                apply(tag: String(String.UnicodeScalarView(scalars[index + 1..<end])), to: &text)
            {
                index = end + 1
            } else if scalar == "\\", flavour != .webVTT, index + 1 < scalars.count, escape(scalars[index + 1], &text, isDrawing) {
                index += 2
            } else if scalar == "&", flavour != .ass, let (meaning, length) = entity(scalars, index) {
                text.add(meaning)
                index += length
            } else {
                if !isDrawing { text.add(scalar) }
                index += 1
            }
        }
    }

    private func closing(_ mark: Unicode.Scalar, _ scalars: [Unicode.Scalar], _ start: Int) -> Int? {
        let window = scalars[(start + 1)..<min(scalars.count, start + Self.tagLimit)]
        return window.firstIndex(of: mark)
    }

    /// `\N`, `\n` are line ends and `\h` a space that does not break.
    private func escape(_ letter: Unicode.Scalar, _ text: inout CueText, _ isDrawing: Bool) -> Bool {
        switch letter {
        case "N",
            "n" where flavour == .ass || letter == "N":
            text.breakLine()
        case "h" where flavour == .ass: if !isDrawing { text.add("\u{A0}") }
        default: return false
        }
        return true
    }

    private func entity(_ scalars: [Unicode.Scalar], _ start: Int) -> (Unicode.Scalar, Int)? {
        let window = scalars[start..<min(scalars.count, start + 8)]
        guard let end = window.firstIndex(of: ";") else { return nil }
        let meanings: [String: Unicode.Scalar] = [
            "amp": "&", "lt": "<", "gt": ">", "nbsp": "\u{A0}", "lrm": "\u{200E}", "rlm": "\u{200F}", "quot": "\"", "apos": "'", "#39": "'",
        ]
        return meanings[String(String.UnicodeScalarView(scalars[start + 1..<end]))].map { ($0, end - start + 1) }
    }

    /// False when it is no tag and so stays text.
    private func apply(tag: String, to text: inout CueText) -> Bool {
        guard !tag.contains("<"), !tag.contains("\n") else { return false }
        let isClosing = tag.hasPrefix("/")
        let name = tag.drop { $0 == "/" }.prefix { $0.isLetter }.lowercased()
        switch name {
        case "i", "em": text.set(.italic, !isClosing)
        case "b", "strong": text.set(.bold, !isClosing)
        case "u": text.set(.underline, !isClosing)
        case "br": text.breakLine()
        case "font", "span", "c", "v", "s", "lang", "ruby", "rt", "div", "p": break
        default: return flavour == .webVTT
        }
        return true
    }

    private func apply(override: String, to text: inout CueText, isDrawing: inout Bool) {
        for part in override.split(separator: "\\") {
            let name = part.prefix { $0.isASCII && $0.isLetter }
            let value = part[name.endIndex...]
            let number = Int(value.prefix(6).prefix { $0.isASCII && $0.isNumber })
            switch name {
            case "an": number.map { text.place.align($0) }
            case "a": number.map { text.place.alignLegacy($0) }
            case "pos", "move": if text.place.point == nil { text.place.point = point(value) }
            case "i": text.set(.italic, number == 1)
            case "b": text.set(.bold, number.map { $0 == 1 || $0 >= 600 } ?? false)
            case "u": text.set(.underline, number == 1)
            case "p": isDrawing = (number ?? 0) > 0
            case "r": text.resetTags()
            default: if name.first == "r", part.count > 1, !["rnd", "rndx", "rndy", "rndz"].contains(name) { text.resetTags() }
            }
        }
    }

    /// `(320,40…)` in hundredths of the picture.
    private func point(_ value: Substring) -> (x: Double, y: Double)? {
        let numbers = value.drop { $0 == "(" || $0 == " " }.prefix { $0 != ")" }.split(separator: ",")
            .prefix(2).map { Double($0.filter { !$0.isWhitespace }) }
        guard numbers.count == 2, let x = numbers[0], let y = numbers[1], x.isFinite, y.isFinite else { return nil }
        return (x * 100 / resolution.width, y * 100 / resolution.height)
    }
}
