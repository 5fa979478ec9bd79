/// What the graph takes for a profile's taste: what weighs in its answers, and what the profile said about it.
package struct Taste: Sendable, Hashable {
    /// A genre or a person.
    package struct Liking: Sendable, Hashable {
        package var subject: Leaning.Subject
        package var name: String
        /// 0 … 1, by the one that weighs most of its kind; 0 where no watch speaks for it.
        package var strength: Float
        /// Titles watched that have it, the last watched first.
        package var titles: [String]
        package var wish: Leaning.Wish?

        package init(subject: Leaning.Subject, name: String, strength: Float, titles: [String], wish: Leaning.Wish?) {
            self.subject = subject
            self.name = name
            self.strength = strength
            self.titles = titles
            self.wish = wish
        }
    }

    package struct Title: Sendable, Hashable {
        package var title: String
        /// 0 … 1, by the title that weighs most.
        package var strength: Float
    }

    /// Whether the profile wants recommendations at all; otherwise nothing is known.
    package var isOn = true
    /// The strongest first, each kind for itself.
    package var likings: [Liking] = []
    /// Titles that answers start from, the strongest first.
    package var titles: [Title] = []
    /// Out of how many titles this is made.
    package var watched = 0

    package init() {}
}
