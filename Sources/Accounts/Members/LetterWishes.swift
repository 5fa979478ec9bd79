/// Which letters a member wants. Letters about the safety of the account are always sent.
package struct LetterWishes: Codable, Hashable, Sendable {
    /// For those who let others in: that somebody waits. Nil for yes.
    package var waiting: Bool?

    package init(waiting: Bool? = nil) {
        self.waiting = waiting
    }
}
