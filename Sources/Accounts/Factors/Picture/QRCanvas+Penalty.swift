extension QRCanvas {
    /// How hard the square is to read: the four rules of section 7.8.3.
    var penalty: Int {
        let rows = (0..<version.side).map { y in (0..<version.side).map { isDark($0, y) } }
        let columns = (0..<version.side).map { x in (0..<version.side).map { isDark(x, $0) } }
        let lines = (rows + columns).reduce(0) { $0 + Self.penalty(ofLine: $1) }
        return lines + Self.penalty(ofSquaresIn: rows) + Self.penalty(ofBalance: dark)
    }

    /// Five and more of a kind in a row; and what looks like a finder: 1:1:3:1:1 with four light modules on one side.
    private static func penalty(ofLine line: [Bool]) -> Int {
        var penalty = 0
        var run = 0
        var window = 0
        for (place, isDark) in line.enumerated() {
            run = place > 0 && line[place - 1] == isDark ? run + 1 : 1
            if run == 5 { penalty += 3 } else if run > 5 { penalty += 1 }
            window = (window << 1 | (isDark ? 1 : 0)) & 0x7FF
            if place >= 10, window == 0b101_1101_0000 || window == 0b000_0101_1101 { penalty += 40 }
        }
        return penalty
    }

    private static func penalty(ofSquaresIn rows: [[Bool]]) -> Int {
        var penalty = 0
        for y in 1..<rows.count {
            let (above, row) = (rows[y - 1], rows[y])
            for x in 1..<row.count where row[x] == row[x - 1] && row[x] == above[x] && row[x] == above[x - 1] { penalty += 3 }
        }
        return penalty
    }

    /// Ten for every five in a hundred that are dark too many or too few.
    private static func penalty(ofBalance modules: [Bool]) -> Int {
        let dark = modules.count { $0 }
        return abs(dark * 20 - modules.count * 10) / modules.count * 10
    }
}
