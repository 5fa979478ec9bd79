/// Values written as runs (`stts`, `ctts`): so many samples with this value, then so many with that.
struct Runs {
    enum Sign {
        case unsigned
        case signed
    }

    private var runs: [(count: Int, value: Int64)] = []
    private var run = 0
    private var used = 0

    /// Throws unless the runs cover exactly `count` samples.
    ///
    /// `ctts` of version 0 is read signed as well: writers store negative offsets there against the letter of the standard, and an
    /// honest offset never has the highest bit.
    init(_ box: Box, valuesAre sign: Sign, cover count: Int) throws {
        var (cursor, _) = try box.fullCursor()
        let entries = Int(try cursor.u32())
        guard entries <= max(count, 1), entries * 8 <= cursor.remaining else {
            throw MediaFileProblem.damaged(box.path, "the box \(box.type) is impossible")
        }
        var covered = 0
        for _ in 0..<entries {
            let length = Int(try cursor.u32())
            let value = try cursor.u32()
            guard length <= count - covered else { throw MediaFileProblem.damaged(box.path, "the box \(box.type) names too many samples") }
            covered += length
            if length > 0 { runs.append((length, sign == .signed ? Int64(Int32(bitPattern: value)) : Int64(value))) }
        }
        guard covered == count else { throw MediaFileProblem.damaged(box.path, "the box \(box.type) names too few samples") }
    }

    /// The next sample's value; 0 behind the last.
    mutating func next() -> Int64 {
        guard run < runs.count else { return 0 }
        let value = runs[run].value
        used += 1
        if used == runs[run].count {
            run += 1
            used = 0
        }
        return value
    }
}
