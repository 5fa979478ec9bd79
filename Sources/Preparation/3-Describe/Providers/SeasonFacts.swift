/// What a provider says of a season and of its episodes.
package struct SeasonFacts: Codable, Hashable, Sendable {
    package var season: Facts
    package var episodes: [EpisodeFacts]

    package struct EpisodeFacts: Codable, Hashable, Sendable {
        package var number: Int
        package var facts: Facts

        package init(number: Int, facts: Facts) {
            self.number = number
            self.facts = facts
        }
    }

    package init(season: Facts, episodes: [EpisodeFacts]) {
        self.season = season
        self.episodes = episodes
    }

    /// What is said of the episodes that one file holds: the first one's words, and all titles.
    func facts(of number: Int, through last: Int?) -> Facts? {
        guard var facts = episodes.first(where: { $0.number == number })?.facts else { return nil }
        guard let last, last > number else { return facts }
        let titles = episodes.filter { (number...last).contains($0.number) }.compactMap(\.facts.title)
        if titles.count > 1 { facts.title = titles.joined(separator: " / ") }
        return facts
    }
}
