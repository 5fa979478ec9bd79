/// The square while it is drawn: what is dark, and what belongs to patterns and is never masked.
struct QRCanvas {
    let version: QRVersion
    private(set) var dark: [Bool]
    private var isPattern: [Bool]
    private var side: Int { version.side }

    init(_ version: QRVersion) {
        self.version = version
        dark = Array(repeating: false, count: version.side * version.side)
        isPattern = dark
    }

    func isDark(_ x: Int, _ y: Int) -> Bool { dark[y * side + x] }

    private mutating func mark(_ x: Int, _ y: Int, _ isDark: Bool) {
        guard (0..<side).contains(x), (0..<side).contains(y) else { return }
        dark[y * side + x] = isDark
        isPattern[y * side + x] = true
    }

    /// Finders, timing, alignment, the version, and the room for the format.
    mutating func drawPatterns() {
        for place in 0..<side {
            mark(6, place, place % 2 == 0)
            mark(place, 6, place % 2 == 0)
        }
        for (x, y) in [(3, 3), (side - 4, 3), (3, side - 4)] { drawRings(x, y, radius: 4) }
        let last = version.alignments.count - 1
        for (column, x) in version.alignments.enumerated() {
            for (row, y) in version.alignments.enumerated() {
                let isFinder = (column == 0 && (row == 0 || row == last)) || (column == last && row == 0)
                if !isFinder { drawRings(x, y, radius: 2) }
            }
        }
        drawVersion()
        drawFormat(0)
    }

    /// A dark middle, and rings around it that are light and dark by turns. The finder's outermost ring is its light separator.
    private mutating func drawRings(_ x: Int, _ y: Int, radius: Int) {
        for down in -radius...radius {
            for right in -radius...radius {
                let ring = max(abs(down), abs(right))
                mark(x + right, y + down, radius == 4 ? ring != 2 && ring != 4 : ring != 1)
            }
        }
    }

    /// Section 7.10: from version 7 on, twice, with twelve bits of correction.
    private mutating func drawVersion() {
        guard version.number >= 7 else { return }
        var rest = version.number
        for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
        let bits = version.number << 12 | rest
        for bit in 0..<18 {
            let isDark = bits >> bit & 1 == 1
            mark(side - 11 + bit % 3, bit / 3, isDark)
            mark(bit / 3, side - 11 + bit % 3, isDark)
        }
    }

    /// Section 7.9: fifteen bits, twice.
    private mutating func drawFormat(_ bits: Int) {
        for bit in 0..<15 {
            let isDark = bits >> bit & 1 == 1
            switch bit {
            case 0..<6: mark(8, bit, isDark)
            case 6, 7: mark(8, bit + 1, isDark)
            case 8: mark(7, 8, isDark)
            default: mark(14 - bit, 8, isDark)
            }
            if bit < 8 { mark(side - 1 - bit, 8, isDark) } else { mark(8, side - 15 + bit, isDark) }
        }
        mark(8, side - 8, true)
    }

    /// Section 7.7.3: two columns at a time from the right, up and down by turns, past the upright timing pattern.
    mutating func drawData(_ words: [UInt8]) {
        var bit = 0
        for pair in 0..<(side - 1) / 2 {
            let right = side - 1 - 2 * pair
            let column = right > 6 ? right : right - 1
            for step in 0..<side {
                let y = pair % 2 == 0 ? side - 1 - step : step
                for x in [column, column - 1] where !isPattern[y * side + x] && bit < words.count * 8 {
                    dark[y * side + x] = words[bit / 8] >> (7 - bit % 8) & 1 == 1
                    bit += 1
                }
            }
        }
    }

    /// The same under a mask that is named in the format.
    func masked(_ mask: QRMask) -> QRCanvas {
        var result = self
        for y in 0..<side {
            for x in 0..<side where !isPattern[y * side + x] && mask.turns(x, y) { result.dark[y * side + x].toggle() }
        }
        result.drawFormat(mask.format)
        return result
    }
}
