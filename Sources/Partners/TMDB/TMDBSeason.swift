import KinoraCatalogue
import KinoraKernel
import KinoraPreparation

/// A season as TMDB describes it, with its episodes.
struct TMDBSeason {
    private let field: Field
    private let number: Int
    private let pictures: String

    init(_ field: Field, _ number: Int, _ pictures: String) {
        self.field = field
        self.number = number
        self.pictures = pictures
    }

    var facts: SeasonFacts {
        SeasonFacts(season: season, episodes: field["episodes"].items.compactMap(episode))
    }

    /// Whether some episode has no title or no plot in the language it was asked for in.
    var lacksWords: Bool { facts.episodes.contains { $0.facts.title == nil || $0.facts.plot == nil } }

    /// With the words of another language where there are none.
    func facts(filledBy other: TMDBSeason?) -> SeasonFacts {
        var filled = facts
        guard let other = other?.facts else { return filled }
        filled.season.title = filled.season.title ?? other.season.title
        filled.season.plot = filled.season.plot ?? other.season.plot
        for index in filled.episodes.indices {
            guard let same = other.episodes.first(where: { $0.number == filled.episodes[index].number })?.facts else { continue }
            filled.episodes[index].facts.title = filled.episodes[index].facts.title ?? same.title
            filled.episodes[index].facts.plot = filled.episodes[index].facts.plot ?? same.plot
        }
        return filled
    }

    private var season: Facts {
        var facts = Facts()
        facts.title = field["name"].name.flatMap { isGeneric($0, number) ? nil : $0 }
        facts.plot = field["overview"].text
        facts.date = field["air_date"].date
        if let path = field["poster_path"].text, TMDBPictures.isPath(path) {
            facts.pictures = [WantedPicture(.poster, .address(TMDBPictures.address(path, pictures)))]
        }
        return facts
    }

    private func episode(_ item: Field) -> SeasonFacts.EpisodeFacts? {
        guard let number = item["episode_number"].whole, (0...99_999).contains(number) else { return nil }
        var facts = Facts()
        facts.title = item["name"].name.flatMap { isGeneric($0, number) ? nil : $0 }
        facts.plot = item["overview"].text
        facts.date = item["air_date"].date
        facts.year = item["air_date"].year
        facts.runtime = item["runtime"].whole.flatMap { (1...2000).contains($0) ? $0 : nil }
        facts.credits = TMDBCredits.crew(item["crew"]) + TMDBCredits.cast(item["guest_stars"])
        facts.ratings = [TMDBTitle.rating(item)].compactMap(\.self)
        if let id = item["id"].whole, id > 0 { facts.ids = ["tmdb": String(id)] }
        if let path = item["still_path"].text, TMDBPictures.isPath(path) {
            facts.pictures = [WantedPicture(.backdrop, .address(TMDBPictures.address(path, pictures)))]
        }
        return SeasonFacts.EpisodeFacts(number: number, facts: facts)
    }

    /// `Season 2`, `Folge 7`: a word and the number, which pages say themselves.
    private func isGeneric(_ name: String, _ number: Int) -> Bool {
        let words = name.split(separator: " ")
        if number == 0, ["specials", "extras"].contains(name.lowercased()) { return true }
        return words.count <= 2 && words.last == "\(number)" && !(words.first?.contains(where: \.isNumber) ?? false && words.count == 2)
            || name == "第 \(number) 集" || name == "第 \(number) 季"
    }
}
