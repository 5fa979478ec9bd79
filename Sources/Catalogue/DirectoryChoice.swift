/// Which part of a directory is looked at, and in which order.
package struct DirectoryChoice: Hashable, Sendable {
    package enum Order: String, Hashable, Sendable, CaseIterable {
        case title, newest, year, rating, length
    }

    /// How long a title may be.
    package enum Length: String, Hashable, Sendable, CaseIterable {
        case short, medium, long
        case veryLong = "very-long"

        /// Minutes, the last one excluded.
        package var minutes: Range<Int> {
            switch self {
            case .short: 0..<60
            case .medium: 60..<100
            case .long: 100..<140
            case .veryLong: 140..<Int.max
            }
        }
    }

    package var order: Order
    /// Only titles of this genre; nil for all.
    package var genre: String?
    /// Only titles of the ten years from this one on.
    package var decade: Int?
    /// Only titles made there, as their documents spell it.
    package var country: String?
    /// Only titles in this language (BCP 47).
    package var language: String?
    package var length: Length?
    /// Only titles for somebody of this age.
    package var age: Int?
    /// Only titles that the viewer has not watched.
    package var isUnwatched: Bool
    /// Counts from 1.
    package var page: Int

    /// Deeper pages than this are not looked for.
    package static let lastPage = 10_000

    package init(
        order: Order = .title, genre: String? = nil, decade: Int? = nil, country: String? = nil, language: String? = nil,
        length: Length? = nil, age: Int? = nil, isUnwatched: Bool = false, page: Int = 1
    ) {
        self.order = order
        self.genre = genre
        self.decade = decade
        self.country = country
        self.language = language
        self.length = length
        self.age = age
        self.isUnwatched = isUnwatched
        self.page = min(max(1, page), Self.lastPage)
    }

    /// Whether anything is left out for another reason than its genre.
    package var isFilteredFurther: Bool {
        decade != nil || country != nil || language != nil || length != nil || age != nil || isUnwatched
    }
}
