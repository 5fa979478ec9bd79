import KinoraDocuments
import KinoraKernel
import KinoraMedia

// What is said in films and episodes. What may not be seen says nothing.
extension Shelves {
    /// Sayings of one title on a page of many.
    package static let sayingsOfMany = 3
    /// Sayings of one title on a page of its own.
    package static let sayingsOfOne = 60
    /// Episodes of a season in which something is looked for.
    private static let mostEpisodesSearched = 120
    /// Subtitles that are looked through; more, where most of them are not for this viewer.
    private static let tracks = [24, 96, 384]
    /// Milliseconds within which two subtitles of a title say the same thing.
    private static let sameMoment: Int64 = 4000

    /// Whether there is anything to ask.
    package var searchesSpeech: Bool { speech != nil }

    /// How much of what can be played is known; nil where nothing is kept.
    package func speechCoverage() async throws -> SpeechCoverage? { try await speech?.coverage() }

    /// Films and episodes in which something is said.
    /// - Parameters:
    ///   - languages: that the viewer reads; the first is preferred.
    ///   - count: at most so many titles.
    ///   - mayPlay: whether the viewer may play each of them; asked for many at once, and for none of them twice.
    package func said(
        _ text: String, languages: [LanguageTag], first count: Int,
        mayPlay: ([SaidIn.Feature]) async throws -> [Bool] = { $0.map { _ in true } }
    ) async throws -> [SaidIn] {
        guard let speech, let query = SpeechQuery(text) else { return [] }
        var shown: [SaidIn] = []
        var isOpen: [String: Bool] = [:]
        for tracks in Self.tracks {
            let found = try await speech.find(query, tracks: tracks, each: Self.sayingsOfMany)
            let titles = try await titles(found, languages, each: Self.sayingsOfMany)
            let new = titles.filter { isOpen[$0.id] == nil }
            let answers = try await new.isEmpty ? [] : mayPlay(new.map(\.feature))
            for (title, answer) in zip(new, answers) { isOpen[title.id] = answer }
            shown = Array(titles.filter { isOpen[$0.id] == true }.prefix(count))
            if shown.count >= count || Set(found.map(\.package)).count < tracks / 4 { break }
        }
        return shown
    }

    /// Where something is said in a film; nil where there is no such film.
    package func said(_ text: String, in id: FilmID, languages: [LanguageTag]) async throws -> SaidIn? {
        guard let film = try await film(id) else { return nil }
        let found = try await said(text, in: film.value.versions.map(\.package), each: Self.sayingsOfOne)
        let sayings = try await titles(found, languages, each: Self.sayingsOfOne).first { $0.id == film.id }?.sayings
        return SaidIn(feature: .film(film), sayings: (sayings ?? []).sorted { $0.moment < $1.moment })
    }

    /// Where something is said in a season: its episodes in order, those in which it is.
    package func said(_ text: String, in id: SeriesID, season: Int, languages: [LanguageTag]) async throws -> [SaidIn] {
        let episodes = try await seasons(of: id).first { $0.number == season }?.episodes.prefix(Self.mostEpisodesSearched) ?? []
        let found = try await said(text, in: episodes.flatMap { $0.value.versions.prefix(1) }.map(\.package), each: Self.sayingsOfMany * 2)
        let titles = try await titles(found, languages, each: Self.sayingsOfMany * 2)
        return episodes.compactMap { episode in
            guard var title = titles.first(where: { $0.id == episode.id }) else { return nil }
            title.sayings.sort { $0.moment < $1.moment }
            return title
        }
    }

    private func said(_ text: String, in packages: [PackageID], each: Int) async throws -> [FoundUtterance] {
        guard let speech, let query = SpeechQuery(text), !packages.isEmpty else { return [] }
        return try await speech.find(query, in: packages, each: each)
    }

    /// By title, as far as the package belongs to one that is there for the audience: those that say the whole first, then those in the
    /// viewer's languages, then as they were found.
    private func titles(_ found: [FoundUtterance], _ languages: [LanguageTag], each: Int) async throws -> [SaidIn] {
        let groups = Dictionary(grouping: found, by: \.feature)
        let known = try await features(Set(groups.keys))
        var order: [SpokenFeature: Int] = [:]
        for (place, one) in found.enumerated() where order[one.feature] == nil { order[one.feature] = place }
        return groups.compactMap { feature, found -> (SaidIn, (Int, Int, Int))? in
            guard let standing = known[feature] else { return nil }
            var title = SaidIn(feature: standing, sayings: [])
            let places = Dictionary(title.versions.enumerated().map { ($1.package, $0) }) { first, _ in first }
            let sayings = found.filter { places[$0.package] != nil }.map(Saying.init)
            func rank(_ saying: Saying) -> (Int, Int, Int, Int64) {
                (
                    saying.attempt, Self.rank(saying.language, languages) * 2 + (saying.isForHearingImpaired ? 1 : 0),
                    places[saying.package] ?? .max, saying.moment
                )
            }
            for saying in sayings.sorted(by: { rank($0) < rank($1) }) {
                let isKnown = title.sayings.contains { abs($0.moment - saying.moment) < Self.sameMoment && $0.origin != saying.origin }
                if !isKnown, title.sayings.count < each { title.sayings.append(saying) }
            }
            guard let best = title.sayings.first else { return nil }
            return (title, (best.attempt, Self.rank(best.language, languages), order[feature] ?? .max))
        }.sorted { $0.1 < $1.1 }.map(\.0)
    }

    private static func rank(_ language: LanguageTag, _ wanted: [LanguageTag]) -> Int {
        wanted.firstIndex { $0.primary == language.primary } ?? wanted.count
    }

    private func features(_ names: Set<SpokenFeature>) async throws -> [SpokenFeature: SaidIn.Feature] {
        // Nothing is kept that is older than the question.
        _ = try await book()
        var known: [SpokenFeature: SaidIn.Feature] = [:]
        for (id, film) in try await films.named(names.filter { $0.kind == .film }.map(\.id)) {
            known[SpokenFeature(.film, id)] = .film(film)
        }
        let episodes = try await episodes.named(names.filter { $0.kind == .episode }.map(\.id))
        let series = try await series.named(Set(episodes.values.map(\.value.series.rawValue)).sorted())
        for (id, episode) in episodes {
            guard let whole = series[episode.value.series.rawValue] else { continue }
            known[SpokenFeature(.episode, id)] = .episode(episode, of: whole)
        }
        return known
    }
}

extension SaidIn {
    package var id: String {
        switch feature {
        case .film(let film): film.id
        case .episode(let episode, _): episode.id
        }
    }
}

extension Saying {
    /// Which subtitles it stands in.
    fileprivate var origin: String { "\(package) \(language) \(isForHearingImpaired)" }
}

extension LanguageTag {
    /// `pt-BR` counts as `pt`.
    package var primary: Substring { tag.prefix { $0 != "-" } }
}
