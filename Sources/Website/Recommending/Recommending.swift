import KinoraViewing

/// What the website asks about recommendations, and what profiles say about them.
package struct Recommending: Sendable {
    let recommender: any Recommender
    let wishes: NotForMeBook
    let taste: TasteBook
    package let counts: RecommendedBook

    package init(recommender: any Recommender, wishes: NotForMeBook, taste: TasteBook, counts: RecommendedBook) {
        self.recommender = recommender
        self.wishes = wishes
        self.taste = taste
        self.counts = counts
    }
}
