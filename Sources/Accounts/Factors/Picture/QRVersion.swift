/// A size of QR codes, with the numbers that ISO/IEC 18004 gives for level M (tables 1, 7 and 9, annex E).
struct QRVersion: Hashable, Sendable {
    /// 1 and more.
    let number: Int

    private static let correctionPerBlock = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26]
    private static let blockCounts = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16]

    static let all = (1...blockCounts.count).map(QRVersion.init)

    /// What the largest version here holds.
    static var mostBytes: Int { all[all.count - 1].capacity }

    static func smallest(for bytes: Int) -> QRVersion? { all.first { $0.capacity >= bytes } }

    var side: Int { 17 + 4 * number }
    var blocks: Int { Self.blockCounts[number - 1] }
    /// Codewords for the correction of errors, in each block.
    var correction: Int { Self.correctionPerBlock[number - 1] }
    /// Data and correction together.
    var allCodewords: Int {
        var modules = (16 * number + 128) * number + 64
        if number >= 2 {
            let alignments = number / 7 + 2
            modules -= (25 * alignments - 10) * alignments - 55
        }
        if number >= 7 { modules -= 36 }
        return modules / 8
    }
    var dataCodewords: Int { allCodewords - blocks * correction }
    /// How many bits the length takes in byte mode.
    var lengthBits: Int { number < 10 ? 8 : 16 }
    /// Bytes that fit, behind the mode (four bits) and the length.
    var capacity: Int { (dataCodewords * 8 - 4 - lengthBits) / 8 }

    /// Where the centres of alignment patterns are, in both directions.
    var alignments: [Int] {
        guard number >= 2 else { return [] }
        let count = number / 7 + 2
        let step = (number * 4 + count * 2 + 1) / (count * 2 - 2) * 2
        return [6] + (0..<count - 1).reversed().map { side - 7 - $0 * step }
    }
}
