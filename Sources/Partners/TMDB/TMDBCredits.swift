import KinoraCatalogue
import KinoraKernel
import KinoraPreparation

/// Who made a title and who plays in it, as TMDB names them: in the order of the credits.
struct TMDBCredits {
    private let field: Field
    private let kind: TitleKind
    private let pictures: String

    init(_ field: Field, _ kind: TitleKind, _ pictures: String) {
        self.field = field
        self.kind = kind
        self.pictures = pictures
    }

    static let mostActors = 60
    static let mostOthers = 30
    /// So many of the first actors are shown with a picture.
    static let mostPortraits = 15

    var credits: [Credit] {
        let made = field[kind == .film ? "credits" : "aggregate_credits"]
        let creators = field["created_by"].items.prefix(Self.mostOthers).compactMap { Self.credit($0, .writer) }
        return Self.crew(made["crew"]).filter { $0.role == .director } + creators
            + Self.crew(made["crew"]).filter { $0.role == .writer && !creators.map(\.name).contains($0.name) }
            + Self.cast(made["cast"], pictures)
    }

    /// - Parameter pictures: where portraits lie; nil for none.
    static func cast(_ list: Field, _ pictures: String? = nil) -> [Credit] {
        let actors = list.items.enumerated().map { ($1["order"].whole ?? $0, $0, $1) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
        return actors.prefix(mostActors).compactMap { item -> Credit? in
            var credit = credit(item, .actor)
            if let pictures, let path = item["profile_path"].text, TMDBPictures.isPath(path) {
                credit?.portrait = "\(pictures)/h632\(path)"
            }
            credit?.character = item["character"].name ?? item["roles"].items.first?["character"].name
            return credit
        }.enumerated().map { place, credit in
            var credit = credit
            credit.order = place
            if place >= mostPortraits { credit.portrait = nil }
            return credit
        }
    }

    static func crew(_ list: Field) -> [Credit] {
        var seen: Set<String> = []
        let people = list.items.compactMap { item -> Credit? in
            let jobs = [item["job"].text].compactMap(\.self) + item["jobs"].items.compactMap { $0["job"].text }
            if jobs.contains("Director") { return credit(item, .director) }
            return jobs.contains(where: writing.contains) ? credit(item, .writer) : nil
        }
        return Array(people.filter { seen.insert("\($0.role) \($0.name)").inserted }.prefix(mostOthers))
    }

    private static let writing: Set<String> = ["Screenplay", "Writer", "Story", "Author", "Teleplay", "Co-Writer", "Novel", "Characters"]

    private static func credit(_ item: Field, _ role: Credit.Role) -> Credit? {
        guard let name = item["name"].name else { return nil }
        let id = item["id"].whole.flatMap { $0 > 0 ? ["tmdb": String($0)] : nil }
        return Credit(name: name, role: role, providerIDs: id)
    }
}
