/// Takes the best titles of a list of scores, as far as they may be shown.
struct Choice {
    /// Whether a title may be in a list at all: listed, not watched, not unwanted.
    var isOpen: [Bool]
    /// What the caller says: age, permission. Asked as seldom as possible.
    let isPermitted: (Int32) -> Bool

    func best(_ count: Int, above least: Float = 0, by scores: [Float]) -> [Int32] {
        scores.withUnsafeBufferPointer { scores in best(count, above: least) { scores[$0] } }
    }

    /// The best, in order; of equals the one with the smaller number.
    @inline(__always)
    func best(_ count: Int, above least: Float = 0, by score: (Int) -> Float) -> [Int32] {
        var asked = count * 2
        while true {
            let candidates = strongest(asked, above: least, by: score)
            let permitted = candidates.lazy.filter(isPermitted).prefix(count)
            let found = Array(permitted)
            if found.count >= count || candidates.count < asked { return found }
            asked *= 8
        }
    }

    @inline(__always)
    private func strongest(_ count: Int, above least: Float, by score: (Int) -> Float) -> [Int32] {
        var heap = BoundedHeap(count)
        var bar = least
        isOpen.withUnsafeBufferPointer { isOpen in
            for title in isOpen.indices {
                let score = score(title)
                guard score > bar, isOpen[title] else { continue }
                heap.add(score, Int32(title))
                bar = max(least, heap.least)
            }
        }
        return heap.sorted
    }
}
