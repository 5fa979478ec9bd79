import KinoraCatalogue
import KinoraKernel

/// The form that narrows a directory, and what it leaves out at present.
struct DirectoryFilters: Sendable {
    /// Where the form leads.
    let action: String
    /// What the form carries on.
    let kept: [Kept]
    let selects: [Select]
    let isUnwatched: Bool
    /// Whether it stands open: something is left out.
    let isOpen: Bool
    /// Back to everything of the genre; nil where nothing is left out.
    let clear: String?

    struct Kept: Sendable {
        let name: String
        let value: String
    }

    struct Select: Sendable {
        let name: String
        let label: String
        let options: [Option]
    }

    struct Option: Sendable {
        let value: String
        let label: String
        let isChosen: Bool
    }

    init(_ choice: DirectoryChoice, _ facets: DirectoryFacets, _ words: Words, place: (DirectoryChoice) -> Place) {
        action = place(DirectoryChoice()).address
        kept = [("order", choice.order == .title ? nil : choice.order.rawValue), ("genre", choice.genre)]
            .compactMap { name, value in value.map { Kept(name: name, value: $0) } }
        func counted(_ label: String, _ titles: Int) -> String { words(.withCount, label, String(titles)) }
        let languages = facets.languages.map { (language: $0, name: words.language(LanguageTag($0.value))) }.sorted { $0.name < $1.name }
        selects = [
            Self.select("decade", .filterDecade, choice.decade.map { String($0) }, words) {
                facets.decades.map { (String($0.value), counted(words(.decade, String($0.value)), $0.titles)) }
            } unknown: {
                words(.decade, $0)
            },
            Self.select("country", .filterCountry, choice.country, words) {
                facets.countries.sorted { $0.value < $1.value }.map { ($0.value, counted($0.value.onOneLine(atMost: 60), $0.titles)) }
            } unknown: {
                $0
            },
            Self.select("language", .filterLanguage, choice.language, words) {
                languages.map { ($0.language.value, counted($0.name, $0.language.titles)) }
            } unknown: {
                words.language(LanguageTag($0))
            },
            Self.select("length", .filterLength, choice.length?.rawValue, words) {
                facets.lengths.map { ($0.value.rawValue, counted(words(Self.phrase($0.value)), $0.titles)) }
            } unknown: {
                DirectoryChoice.Length(rawValue: $0).map { words(Self.phrase($0)) } ?? $0
            },
            Self.select("age", .filterAge, choice.age.map { String($0) }, words) {
                facets.ages.map { (String($0.value), counted(words(.fromAge, String($0.value)), $0.titles)) }
            } unknown: {
                words(.fromAge, $0)
            },
        ].compactMap(\.self)
        isUnwatched = choice.isUnwatched
        isOpen = choice.isFilteredFurther
        clear = choice.isFilteredFurther ? place(DirectoryChoice(order: choice.order, genre: choice.genre)).address : nil
    }

    /// Nil where there is nothing to choose.
    private static func select(
        _ name: String, _ label: Phrase, _ chosen: String?, _ words: Words, _ offers: () -> [(value: String, label: String)],
        unknown: (String) -> String
    ) -> Select? {
        var options = offers()
        // What is chosen and fits nothing stands there all the same, so that one sees why nothing is found.
        if let chosen, !options.contains(where: { $0.value == chosen }) { options.append((chosen, unknown(chosen))) }
        guard options.count > 1 || chosen != nil else { return nil }
        let all = Option(value: "", label: words(.filterAny), isChosen: chosen == nil)
        return Select(
            name: name, label: words(label),
            options: [all] + options.map { Option(value: $0.value, label: $0.label, isChosen: $0.value == chosen) })
    }

    private static func phrase(_ length: DirectoryChoice.Length) -> Phrase {
        switch length {
        case .short: .lengthShort
        case .medium: .lengthMedium
        case .long: .lengthLong
        case .veryLong: .lengthVeryLong
        }
    }
}
