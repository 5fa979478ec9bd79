/// How many pictures of a stretch show two moments at once, and how many one.
package struct Combing: Hashable, Sendable {
    package var combed: Int
    package var whole: Int

    package init(combed: Int = 0, whole: Int = 0) {
        self.combed = combed
        self.whole = whole
    }

    /// Nil when it cannot be told: where nothing moves, both look the same.
    package var verdict: Bool? {
        if combed * 4 > whole, combed > 5 { return true }
        return whole >= 25 ? false : nil
    }
}
