/// Which letters a member wants. Letters about the safety of the account are always sent.
package struct LetterWishes: Codable, Hashable, Sendable {
    /// What is new in the catalogue.
    package var news: Bool

    package init(news: Bool) {
        self.news = news
    }
}
