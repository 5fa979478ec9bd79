import KinoraGate
import KinoraKernel
import KinoraPreparation

/// What somebody wrote into the form “What is this?”, and what is wrong with it.
struct NamingForm: Hashable, Sendable {
    /// What can be wrong, each with the field it is about, in the order of the fields.
    enum Fault: String, Hashable, Sendable, CaseIterable {
        case kind, title, year, series, seriesYear, season, episode, last, id
    }

    var kind: Correction.Kind?
    var title = ""
    var year = ""
    var series = ""
    var seriesYear = ""
    var season = ""
    var episode = ""
    var last = ""
    var episodeTitle = ""
    /// Of the film or the series, at a provider.
    var id = ""

    init(_ fields: FormFields) {
        kind = fields["kind"].flatMap(Correction.Kind.init(rawValue:))
        title = Self.clean(fields["title"])
        year = Self.clean(fields["year"])
        series = Self.clean(fields["series"])
        seriesYear = Self.clean(fields["series-year"])
        season = Self.clean(fields["season"])
        episode = Self.clean(fields["episode"])
        last = Self.clean(fields["last"])
        episodeTitle = Self.clean(fields["episode-title"])
        id = Self.clean(fields["id"])
    }

    /// As Kinora understands it at present.
    init(_ naming: Corrector.Naming) {
        if let correction = naming.correction {
            self.init(correction)
        } else {
            self.init(naming.understanding)
        }
    }

    private init(_ correction: Correction) {
        kind = correction.kind
        id = Self.text(correction.ids)
        switch correction.kind {
        case .film:
            title = correction.title ?? ""
            year = Self.text(correction.year)
        case .episode:
            series = correction.series ?? ""
            seriesYear = Self.text(correction.year)
            season = Self.text(correction.season)
            episode = Self.text(correction.episode)
            last = Self.text(correction.lastEpisode)
            episodeTitle = correction.title ?? ""
        }
    }

    private init(_ names: Understanding) {
        kind = names.kind == .episode ? .episode : .film
        title = names.kind == .episode ? "" : names.title ?? ""
        year = names.kind == .episode ? "" : Self.text(names.year)
        guard names.kind == .episode else { return }
        series = names.series ?? ""
        seriesYear = Self.text(names.year)
        season = Self.text(names.season ?? (names.absolute == nil ? nil : 1))
        episode = Self.text(names.episode ?? names.absolute)
        last = Self.text(names.lastEpisode)
        episodeTitle = names.title ?? ""
    }

    /// What it says, or what is wrong with it.
    func correction() -> Result<Correction, Faults> {
        var faults: [Fault] = []
        func text(_ value: String, _ fault: Fault) -> String {
            if value.isEmpty || value.count > Correction.longestTitle { faults.append(fault) }
            return value
        }
        func number(_ value: String, in range: ClosedRange<Int>, _ fault: Fault, isNeeded: Bool) -> Int? {
            if value.isEmpty, !isNeeded { return nil }
            guard let number = Int(value), range.contains(number) else {
                faults.append(fault)
                return nil
            }
            return number
        }
        var correction: Correction?
        switch kind {
        case .film:
            correction = .film(text(title, .title), year: number(year, in: Correction.years, .year, isNeeded: false))
        case .episode:
            let first = number(episode, in: Correction.numbers, .episode, isNeeded: true)
            let end = number(last, in: Correction.numbers, .last, isNeeded: false)
            if let first, let end, end <= first { faults.append(.last) }
            correction = .episode(
                of: text(series, .series), year: number(seriesYear, in: Correction.years, .seriesYear, isNeeded: false),
                season: number(season, in: Correction.numbers, .season, isNeeded: true) ?? 0, first ?? 0, through: end,
                title: episodeTitle.isEmpty ? nil : episodeTitle)
        case nil: faults.append(.kind)
        }
        if !id.isEmpty {
            let ids = ProviderIDs.written(id)
            if ids == nil { faults.append(.id) }
            correction?.ids = ids ?? [:]
        }
        guard let correction, faults.isEmpty else { return .failure(Faults(list: Fault.allCases.filter(faults.contains))) }
        return .success(correction)
    }

    struct Faults: Error, Hashable {
        var list: [Fault]
    }

    private static func text(_ ids: [String: String]) -> String {
        if let id = ids["tmdb"] { return "tmdb-\(id)" }
        return ids["imdb"] ?? ids["tvdb"].map { "tvdb-\($0)" } ?? ""
    }

    private static func text(_ number: Int?) -> String { number.map { String($0) } ?? "" }

    /// One line without white space at its ends.
    private static func clean(_ text: String?) -> String {
        let line = (text ?? "").onOneLine(atMost: 2 * Correction.longestTitle)
        return String(line.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
