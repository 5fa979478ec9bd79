/// Where a cue stands on the picture, as ASS says it, and as far as WebVTT can say it too.
struct CuePlace {
    /// As on a keypad: 1 is bottom left, 2 bottom centre, 9 top right.
    var keypad = 2
    /// In hundredths of the picture's width and height, when the file gives a point.
    var point: (x: Double, y: Double)?
    private var isFixed = false

    /// The first alignment in a cue counts.
    mutating func align(_ keypad: Int) {
        guard (1...9).contains(keypad), !isFixed else { return }
        self.keypad = keypad
        isFixed = true
    }

    /// From the numbers of SSA: 1 to 3 at the bottom, 5 to 7 at the top, 9 to 11 in the middle.
    mutating func alignLegacy(_ number: Int) {
        if let keypad = Self.keypad(legacy: number) { align(keypad) }
    }

    static func keypad(legacy number: Int) -> Int? {
        switch number {
        case 1...3: number
        case 5...7: number + 2
        case 9...11: number - 5
        default: nil
        }
    }

    /// WebVTT cue settings for a cue of so many lines; empty for the usual place at the bottom.
    func settings(lines: Int) -> String {
        var settings: [String] = []
        if let point {
            // WebVTT places the top of the text and ASS its anchor; a line is about 6 % of the height.
            let above = [Double(lines) * 6, Double(lines) * 3, 0][(keypad - 1) / 3]
            settings = ["line:\(Self.percent(point.y - above))", "position:\(Self.percent(point.x))"]
        } else if keypad >= 7 {
            settings = ["line:0"]
        } else if keypad >= 4 {
            settings = ["line:45%"]
        }
        switch keypad % 3 {
        case 1: settings.append("align:left")
        case 0: settings.append("align:right")
        default: break
        }
        return settings.joined(separator: " ")
    }

    private static func percent(_ value: Double) -> String {
        "\(Int(min(max(value.isFinite ? value : 0, 0), 100).rounded()))%"
    }
}
