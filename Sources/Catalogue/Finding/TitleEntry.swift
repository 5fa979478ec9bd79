import KinoraDocuments
import KinoraKernel

/// What directories and search know of a listed title without reading its document. A class, since directories and searches go through all of them:
/// handing one on is one count, where a copy would be one for each text in it.
package final class TitleEntry: Sendable {
    package enum Kind: UInt8, Sendable { case film, series }

    /// Somebody who made it or plays in it.
    struct Maker: Sendable, Hashable {
        /// See `PersonName.key`.
        var key: String
        var name: String
    }

    package let id: String
    package let kind: Kind
    /// The words of the title, folded (`FoldedWords`), with a space between.
    let title: String
    /// The same of the original title.
    let originalTitle: String
    let sortTitle: String
    let year: Int?
    /// As the title's document spells them.
    let countries: [String]
    /// Spoken in it, as BCP 47 names them: of what can be played; else of the original.
    let languages: [String]
    /// Keys, see `Genre.key`.
    let genres: [String]
    /// Whole minutes, rounded.
    let minutes: Int?
    /// 0 … 10: the mean of what is known.
    let rating: Double?
    let minimumAge: Int?
    let isUnrated: Bool
    let listedAt: Moment?
    let makers: [Maker]
    /// Only of films.
    let collection: CollectionID?
    /// See `Film.aliases`.
    let aliases: [String]

    /// More people of one title are not looked for by name.
    static let mostMakers = 60

    convenience init(_ film: Stored<Film>) {
        let value = film.value
        let milliseconds = value.versions.first?.duration ?? value.early?.duration
        let spoken = value.versions.flatMap(\.audioLanguages) + (value.early?.audioLanguages ?? [])
        self.init(
            film.id, .film, value.description, spoken: spoken,
            minutes: milliseconds.map { Int(($0 + 30_000) / 60_000) } ?? value.description.runtime, minimumAge: value.minimumAge,
            isUnrated: value.isUnrated, listedAt: value.listedAt, aliases: value.aliases)
    }

    convenience init(_ series: Stored<Series>) {
        let value = series.value
        self.init(
            series.id, .series, value.description, spoken: [], minutes: value.description.runtime, minimumAge: value.minimumAge,
            isUnrated: value.isUnrated, listedAt: value.listedAt, aliases: value.aliases)
    }

    private init(
        _ id: String, _ kind: Kind, _ description: Description, spoken: [LanguageTag], minutes: Int?, minimumAge: Int?, isUnrated: Bool,
        listedAt: Moment?, aliases: [String]
    ) {
        self.aliases = aliases
        self.id = id
        self.kind = kind
        title = FoldedWords.of(description.title).joined(separator: " ")
        originalTitle = FoldedWords.of(description.originalTitle ?? "").joined(separator: " ")
        sortTitle = description.sortTitle
        year = description.year
        countries = description.countries
        let known = Set(spoken.filter(\.isKnown).map { TitleEntry.language($0.tag) })
        languages = known.isEmpty ? Set(description.languages.map { TitleEntry.language($0) }).sorted() : known.sorted()
        genres = description.genres.compactMap { Genre.key($0) }
        self.minutes = minutes
        let ratings = description.ratings.map(\.value)
        rating = ratings.isEmpty ? nil : ratings.reduce(0, +) / Double(ratings.count)
        self.minimumAge = minimumAge
        self.isUnrated = isUnrated
        self.listedAt = listedAt
        collection = kind == .film ? description.collectionID : nil
        var makers: [Maker] = []
        makers.reserveCapacity(min(description.credits.count, TitleEntry.mostMakers))
        for credit in description.credits where makers.count < TitleEntry.mostMakers {
            guard let key = PersonName.key(credit.name), !makers.contains(where: { $0.key == key }) else { continue }
            makers.append(Maker(key: key, name: credit.name))
        }
        self.makers = makers
    }

    /// `pt-BR` counts as `pt`.
    private static func language(_ tag: String) -> String { String(tag.prefix { $0 != "-" }).lowercased() }

    func isSeen(by audience: Audience) -> Bool {
        minimumAge.map { audience.sees($0) } == true || (isUnrated && audience.sees(nil))
    }
}
