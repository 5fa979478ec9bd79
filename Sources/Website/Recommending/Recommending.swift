import KinoraViewing

/// What the website asks about recommendations, and what profiles say about them.
package struct Recommending: Sendable {
    let recommender: any Recommender
    let wishes: NotForMeBook

    package init(recommender: any Recommender, wishes: NotForMeBook) {
        self.recommender = recommender
        self.wishes = wishes
    }
}
