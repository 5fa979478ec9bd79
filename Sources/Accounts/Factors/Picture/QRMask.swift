/// Which modules of the data are turned round, so that no large areas and no false finders remain (ISO/IEC 18004, table 10).
enum QRMask: Int, CaseIterable, Sendable {
    case chess, rows, columns, diagonals, bricks, crosses, diamonds, meadows

    func turns(_ x: Int, _ y: Int) -> Bool {
        switch self {
        case .chess: (x + y) % 2 == 0
        case .rows: y % 2 == 0
        case .columns: x % 3 == 0
        case .diagonals: (x + y) % 3 == 0
        case .bricks: (x / 3 + y / 2) % 2 == 0
        case .crosses: x * y % 2 + x * y % 3 == 0
        case .diamonds: (x * y % 2 + x * y % 3) % 2 == 0
        case .meadows: ((x + y) % 2 + x * y % 3) % 2 == 0
        }
    }

    /// Level M (00) and the mask, with ten bits of their own correction, under the fixed mask (section 7.9).
    var format: Int {
        var rest = rawValue
        for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
        return (rawValue << 10 | rest) ^ 0x5412
    }
}
