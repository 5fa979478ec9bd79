import KinoraCatalogue
import KinoraPreparation

/// What an owner can write of a title, in the order of the form.
enum TitleField: String, Sendable, CaseIterable {
    case title, originalTitle, year, date, tagline, plot, genres, countries, studios, tags, certificate, ownersAge, collection
    case directors, writers, actors

    /// How much fits, in Unicode scalars.
    var longest: Int {
        switch self {
        case .plot: 10_000
        case .actors: 20_000
        case .directors, .writers, .genres, .countries, .studios, .tags: 4_000
        case .title, .originalTitle, .tagline, .collection: Description.longestTitle
        case .year: 4
        case .date: 10
        case .certificate: Description.longestCertificate
        case .ownersAge: 2
        }
    }

    var label: Phrase {
        switch self {
        case .title: .namingTitle
        case .originalTitle: .originalTitle
        case .year: .namingYear
        case .date: .editDate
        case .tagline: .editTagline
        case .plot: .editPlot
        case .genres: .editGenres
        case .countries: .countries
        case .studios: .editStudios
        case .tags: .editTags
        case .certificate: .editCertificate
        case .ownersAge: .editAge
        case .collection: .editCollection
        case .directors: .editDirectors
        case .writers: .editWriters
        case .actors: .editActors
        }
    }

    /// How it is written; nil where that needs no word.
    var hint: Phrase? {
        switch self {
        case .date: .editDateHint
        case .genres, .countries, .studios, .tags, .directors, .writers: .editListHint
        case .actors: .editActorsHint
        default: nil
        }
    }

    /// Whether it has several lines.
    var isLong: Bool { self == .plot || self == .actors }

    /// As the form shows it.
    func text(of description: Description) -> String {
        switch self {
        case .title: description.title
        case .originalTitle: description.originalTitle ?? ""
        case .year: description.year.map { String($0) } ?? ""
        case .date: description.date ?? ""
        case .tagline: description.tagline ?? ""
        case .plot: description.plot ?? ""
        case .genres: Self.list(description.genres)
        case .countries: Self.list(description.countries)
        case .studios: Self.list(description.studios)
        case .tags: Self.list(description.tags)
        case .certificate: description.certificate ?? ""
        case .ownersAge: description.ownersAge.map { String($0) } ?? ""
        case .collection: description.collection ?? ""
        case .directors: Self.list(description.credits.filter { $0.role == .director }.map(\.name))
        case .writers: Self.list(description.credits.filter { $0.role == .writer }.map(\.name))
        case .actors:
            description.credits.filter { $0.role == .actor }
                .map { credit in [credit.name, credit.character].compactMap(\.self).joined(separator: " = ") }.joined(separator: "\n")
        }
    }

    private static func list(_ values: [String]) -> String { values.joined(separator: "; ") }
}
