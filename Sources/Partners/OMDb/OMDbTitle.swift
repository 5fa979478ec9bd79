import Foundation
import KinoraCatalogue
import KinoraKernel
import KinoraPreparation

/// A title as OMDb describes it.
struct OMDbTitle {
    private let field: Field

    init(_ field: Field) { self.field = field }

    private static let mostPeople = 50

    /// Nil where it is of another kind, or has no name.
    func candidate(_ kind: TitleKind) -> Candidate? {
        let type = field["Type"].text?.lowercased()
        guard type == nil || (type == "series") == (kind == .series), type != "episode", let id, let title = field["Title"].name else {
            return nil
        }
        return Candidate(provider: .omdb, id: id, kind: kind, title: title, year: field["Year"].year, runtime: runtime)
    }

    private var id: String? {
        field["imdbID"].text.flatMap { $0.wholeMatch(of: /tt\d{6,10}/) == nil ? nil : $0 }
    }

    var facts: Facts {
        var facts = Facts()
        facts.title = field["Title"].name
        facts.year = field["Year"].year
        facts.date = day
        facts.plot = field["Plot"].text
        facts.certificate = field["Rated"].name.flatMap { Self.unrated.contains($0.lowercased()) ? nil : $0 }
        if let certificate = facts.certificate { facts.certificates = ["US": certificate] }
        facts.runtime = runtime
        facts.genres = list("Genre")
        facts.countries = list("Country")
        facts.languages = list("Language").compactMap(Self.language)
        facts.credits = people("Director", .director) + people("Writer", .writer) + people("Actors", .actor)
        facts.ratings = ratings
        if let id { facts.ids = ["imdb": id] }
        if let poster = field["Poster"].text, poster.hasPrefix("http"), poster.utf8.count <= 500 {
            facts.pictures = [WantedPicture(.poster, .address(poster.replacing(/^http:/, with: "https:")))]
        }
        return facts
    }

    func episode(_ number: Int) -> Facts {
        var facts = Facts()
        // What has no title yet is called by its number.
        facts.title = field["Title"].name.flatMap { $0.wholeMatch(of: /Episode #?[\d.]+/) == nil ? $0 : nil }
        facts.date = day
        facts.ratings = ratings
        if let id { facts.ids = ["imdb": id] }
        return facts
    }

    private static let unrated: Set<String> = ["not rated", "unrated"]

    private var runtime: Int? {
        guard let text = field["Runtime"].text, let minutes = Int(text.prefix { $0.isNumber }) else { return nil }
        return (1...2000).contains(minutes) ? minutes : nil
    }

    /// `31 Jan 2021`, in lists `2021-01-31`.
    private var day: String? {
        if let date = field["Released"].date { return date }
        guard let text = field["Released"].text, let match = text.wholeMatch(of: /(\d{1,2}) ([A-Z][a-z]{2}) ([12]\d{3})/),
            let month = Self.months.firstIndex(of: String(match.2)), let day = Int(match.1), (1...31).contains(day)
        else { return nil }
        return "\(match.3)-\(Self.two(month + 1))-\(Self.two(day))"
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private func list(_ name: String) -> [String] {
        var seen: Set<String> = []
        return (field[name].text ?? "").split(separator: ",").prefix(Self.mostPeople)
            .map { String($0.drop(while: \.isWhitespace)).onOneLine(atMost: Field.longestName) }
            .filter { !$0.isEmpty && seen.insert($0.lowercased()).inserted }
    }

    /// Writers may stand with what they wrote in brackets: `Ada Byrne (screenplay)`.
    private func people(_ name: String, _ role: Credit.Role) -> [Credit] {
        var seen: Set<String> = []
        let names = list(name).map { String($0.prefix { $0 != "(" }).replacing(/\s+$/, with: "") }
        return names.filter { !$0.isEmpty && seen.insert($0).inserted }.enumerated().map {
            Credit(name: $1, role: role, order: role == .actor ? $0 : nil)
        }
    }

    private var ratings: [Rating] {
        var ratings: [Rating] = []
        if let value = field["imdbRating"].number, let rating = Rating(source: "imdb", value: value, votes: field["imdbVotes"].whole) {
            ratings.append(rating)
        }
        for item in field["Ratings"].items.prefix(Self.mostPeople) {
            let source: String? = ["Rotten Tomatoes": "rottentomatoes", "Metacritic": "metacritic"][item["Source"].text ?? ""]
            guard let source, let value = item["Value"].text, let number = Double(value.prefix { $0.isNumber || $0 == "." }),
                let rating = Rating(source: source, value: number, best: 100)
            else { continue }
            ratings.append(rating)
        }
        return ratings
    }

    /// It names languages in English.
    private static func language(_ name: String) -> String? { languages[name.lowercased()] }

    private static let languages: [String: String] = {
        let english = Locale(identifier: "en")
        var tags: [String: String] = [:]
        for code in Locale.LanguageCode.isoLanguageCodes where code.identifier.count == 2 {
            if let name = english.localizedString(forLanguageCode: code.identifier) { tags[name.lowercased()] = code.identifier }
        }
        return tags
    }()
}
