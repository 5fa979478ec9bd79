/// A title that turned out to be another: what that other one keeps of it, so that old addresses lead on, what was watched, listed and bought
/// still counts, and the two can be parted again.
package struct AbsorbedTitle: Codable, Hashable, Sendable {
    /// Its name among the documents, which is in addresses, histories and entitlements.
    package var id: String
    /// What it was called.
    package var label: String
    package var title: String
    package var year: Int?
    /// What its files' names spell (`TitleKey`), its own key first. Empty where a file left for the other by itself: nothing else comes after it.
    package var keys: [String] = []
    /// The files that it had.
    package var sources: [String] = []
    /// The extras that it had.
    package var extras: [String] = []
    /// Of a series: which season of the other one its only season is; nil where its seasons are the other's.
    package var season: Int?
    /// The number that its only season had, where it is one of the other's.
    package var onlySeason: Int?
    /// The title with which it came, where that one was absorbed in turn.
    package var through: String?

    package init(id: String, title: String, year: Int?) {
        self.id = id
        self.title = title
        self.year = year
        label = title + (year.map { " (\($0))" } ?? "")
    }

    /// Whether an owner said it, and can take it back.
    package var isOwners: Bool { !keys.isEmpty && through == nil }
}
