/// What a directory can be narrowed to, and how many titles would be left: counted among the titles that meet all other parts of the choice.
package struct DirectoryFacets: Sendable, Hashable {
    package struct Count<Value: Hashable & Sendable>: Sendable, Hashable {
        package let value: Value
        package let titles: Int
    }

    /// The newest first.
    package var decades: [Count<Int>] = []
    /// The most frequent first.
    package var countries: [Count<String>] = []
    /// The most frequent first.
    package var languages: [Count<String>] = []
    /// The shortest first.
    package var lengths: [Count<DirectoryChoice.Length>] = []
    /// The lowest first; each counts the lower ones too.
    package var ages: [Count<Int>] = []

    /// Rarer countries and languages are not offered.
    package static let mostOfEach = 60

    /// Parts of a choice.
    struct Parts: OptionSet {
        let rawValue: UInt8

        static let genre = Parts(rawValue: 1)
        static let decade = Parts(rawValue: 2)
        static let country = Parts(rawValue: 4)
        static let language = Parts(rawValue: 8)
        static let length = Parts(rawValue: 16)
        static let age = Parts(rawValue: 32)
        static let watched = Parts(rawValue: 64)
    }

    /// Counts as titles pass by.
    struct Tally {
        private var decades: [Int: Int] = [:]
        private var countries: [String: Int] = [:]
        private var languages: [String: Int] = [:]
        private var lengths: [DirectoryChoice.Length: Int] = [:]
        private var ages: [Int: Int] = [:]

        mutating func count(_ entry: TitleEntry, missing misses: Parts) {
            func isMissing(nothingBut part: Parts) -> Bool { misses.subtracting(part).isEmpty }
            if let year = entry.year, isMissing(nothingBut: .decade) { decades[year - ((year % 10) + 10) % 10, default: 0] += 1 }
            if isMissing(nothingBut: .country) { for country in entry.countries { countries[country, default: 0] += 1 } }
            if isMissing(nothingBut: .language) { for language in entry.languages { languages[language, default: 0] += 1 } }
            if let minutes = entry.minutes, isMissing(nothingBut: .length),
                let length = DirectoryChoice.Length.allCases.first(where: { $0.minutes.contains(minutes) })
            {
                lengths[length, default: 0] += 1
            }
            if let age = entry.minimumAge, isMissing(nothingBut: .age) { ages[age, default: 0] += 1 }
        }

        var facets: DirectoryFacets {
            var facets = DirectoryFacets()
            facets.decades = decades.sorted { $0.key > $1.key }.map { Count(value: $0.key, titles: $0.value) }
            facets.countries = Self.frequent(countries)
            facets.languages = Self.frequent(languages)
            facets.lengths = DirectoryChoice.Length.allCases.compactMap { length in
                lengths[length].map { Count(value: length, titles: $0) }
            }
            var total = 0
            facets.ages = ages.sorted { $0.key < $1.key }.map { age, titles in
                total += titles
                return Count(value: age, titles: total)
            }
            return facets
        }

        private static func frequent(_ counts: [String: Int]) -> [Count<String>] {
            counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(mostOfEach).map { Count(value: $0.key, titles: $0.value) }
        }
    }
}
