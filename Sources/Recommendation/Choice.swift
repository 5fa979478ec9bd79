/// Takes the best titles of a list of scores, as far as they may be shown.
struct Choice {
    /// Whether a title may be in a list at all: listed, not watched, not unwanted.
    let isOpen: (Int32) -> Bool
    /// What the caller says: age, permission. Asked as seldom as possible.
    let isPermitted: (Int32) -> Bool

    /// The best, in order; of equals the one with the smaller number.
    func best(_ count: Int, by scores: [Float], above least: Float = 0) -> [Int32] {
        var asked = count * 4
        while true {
            let candidates = strongest(asked, by: scores, above: least)
            let permitted = candidates.lazy.filter(isPermitted).prefix(count)
            let found = Array(permitted)
            if found.count >= count || candidates.count < asked { return found }
            asked *= 8
        }
    }

    private func strongest(_ count: Int, by scores: [Float], above least: Float) -> [Int32] {
        var heap = BoundedHeap(count)
        for (title, score) in scores.enumerated() where score > least && score > heap.least && isOpen(Int32(title)) {
            heap.add(score, Int32(title))
        }
        return heap.sorted
    }
}
