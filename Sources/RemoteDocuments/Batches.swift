/// Many documents in requests of a bounded size.
enum Batches {
    /// Runs of texts, each within both bounds or of one text alone.
    static func of(_ texts: [[UInt8]], mostBytes: Int, mostCount: Int) -> [Range<Int>] {
        var batches: [Range<Int>] = []
        var start = 0
        var bytes = 0
        for (index, text) in texts.enumerated() {
            if index > start, bytes + text.count > mostBytes || index - start >= mostCount {
                batches.append(start..<index)
                (start, bytes) = (index, 0)
            }
            bytes += text.count
        }
        if start < texts.count { batches.append(start..<texts.count) }
        return batches
    }

    static func array(_ texts: ArraySlice<[UInt8]>) -> [UInt8] {
        var array: [UInt8] = [UInt8(ascii: "[")]
        for (index, text) in texts.enumerated() {
            if index > 0 { array.append(UInt8(ascii: ",")) }
            array += text
        }
        array.append(UInt8(ascii: "]"))
        return array
    }
}
