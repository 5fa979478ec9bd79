/// Takes the best titles of a list of scores, as far as they may be shown.
struct Choice {
    /// Whether a title may be in a list at all: listed, not watched, not unwanted.
    var isOpen: [Bool]
    /// Each title's own number (`StableKey`).
    let keys: [UInt32]
    /// Of the profile, so that of equal titles not everybody sees the same.
    let salt: UInt32
    /// What the caller says: age, permission. Asked as seldom as possible.
    let isPermitted: (Int32) -> Bool

    /// What decides between titles that are equal.
    @inline(__always)
    func chance(_ title: Int32) -> UInt32 { StableKey.mixed(salt, keys[Int(title)]) }

    /// The same as 0 … 1.
    @inline(__always)
    func share(_ title: Int32) -> Float { Float(chance(title) >> 8) / Float(1 << 24) }

    /// The same, the better one first; of equals as in `best`.
    func ordered(_ titles: [Int32], by score: (Int32) -> Float) -> [Int32] {
        titles.map { (score($0), chance($0), $0) }.sorted { ($0.0, $0.1, $1.2) > ($1.0, $1.1, $0.2) }.map(\.2)
    }

    func best(_ count: Int, above least: Float = 0, by scores: [Float]) -> [Int32] {
        scores.withUnsafeBufferPointer { scores in best(count, above: least) { scores[$0] } }
    }

    /// The best of a few titles.
    func best(_ count: Int, of titles: [Int32], by score: (Int32) -> Float) -> [Int32] {
        var heap = BoundedHeap(count)
        for title in titles where isOpen[Int(title)] {
            let score = score(title)
            guard score >= heap.least, isPermitted(title) else { continue }
            heap.add(score, chance(title), title)
        }
        return heap.sorted
    }

    /// The best, in order; chance that is fixed for the profile and the title decides between equals.
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
                guard score >= bar, isOpen[title], score > least else { continue }
                heap.add(score, chance(Int32(title)), Int32(title))
                bar = max(least, heap.least)
            }
        }
        return heap.sorted
    }
}
