import KinoraDocuments
import KinoraKernel
import KinoraMedia

/// A catalogue of any size that somebody measures or tries things with: films and series that nobody made, listed and described, with no file behind
/// them. The same seed gives the same catalogue.
package struct GeneratedCatalogue: Sendable {
    /// Titles; one in ten is a series.
    package var titles: Int
    package var seed: UInt64
    private let store: any DocumentStore
    private let time: any TimeSource

    /// Documents that are written in one step.
    private static let batch = 250
    private static let seasons = 2
    private static let episodes = 6

    package init(titles: Int, seed: UInt64, into store: any DocumentStore, time: any TimeSource) {
        self.titles = titles
        self.seed = seed
        self.store = store
        self.time = time
    }

    /// Writes it beside what is there.
    /// - Parameter tell: hears how many titles are written.
    package func make(_ tell: @Sendable (Int) -> Void = { _ in }) async throws {
        var chance = Chance(seed: seed)
        var words = GeneratedWords(titles: titles)
        var written = 0
        while written < titles {
            let numbers = written..<min(written + Self.batch, titles)
            let series = numbers.filter { $0 % 10 == 9 }
            let films = numbers.filter { $0 % 10 != 9 }.map { film($0, words.description($0, &chance)) }
            _ = try await Records<Film>(in: store).append(films)
            try await make(series.map { ($0, words.description($0, &chance)) }, &words, &chance)
            written = numbers.upperBound
            tell(written)
        }
    }

    private func film(_ number: Int, _ description: Description) -> Film {
        let version = playable("film-\(number)", minutes: description.runtime ?? 90)
        var film = Film(
            description: description, key: TitleKey.of(description.title, year: description.year), versions: [version],
            sources: [version.source], isListed: true)
        film.listedAt = time.now - .seconds((titles - number) * 60)
        film.minimumAge = AgeRule(country: nil).age(of: description)
        film.packages = [version.package.rawValue]
        return film
    }

    private func make(_ described: [(Int, Description)], _ words: inout GeneratedWords, _ chance: inout Chance) async throws {
        let all = described.map { number, description in
            var series = Series(description: description, key: TitleKey.of(description.title, year: description.year), isListed: true)
            series.listedAt = time.now - .seconds((titles - number) * 60)
            return series
        }
        for (stored, (number, _)) in zip(try await Records<Series>(in: store).append(all), described) {
            let id = SeriesID(stored.id)
            _ = try await Records<Season>(in: store).append((1...Self.seasons).map { Season(series: id, number: $0) })
            var episodes: [Episode] = []
            for place in 0..<Self.seasons * Self.episodes {
                let version = playable("series-\(number)-\(place)", minutes: 45)
                var episode = Episode(
                    series: id, season: place / Self.episodes + 1, number: place % Self.episodes + 1,
                    description: words.episode(place, &chance), versions: [version], sources: [version.source], isListed: true)
                episode.listedAt = stored.value.listedAt
                episode.packages = [version.package.rawValue]
                episodes.append(episode)
            }
            _ = try await Records<Episode>(in: store).append(episodes)
        }
    }

    private func playable(_ name: String, minutes: Int) -> Playable {
        let source = Digest(of: Array("\(seed)/\(name)".utf8)).hex
        return Playable(
            package: PackageID(String(source.prefix(32))), source: source, duration: Int64(minutes) * 60_000, height: 1080,
            audioLanguages: [LanguageTag("en")], textLanguages: [LanguageTag("de")])
    }
}

/// Numbers that follow from a seed (SplitMix64).
struct Chance: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(1, bound), using: &self) }

    /// Low numbers more often than high ones, as some people play in many films and most in one.
    mutating func skewed(_ bound: Int) -> Int {
        let share = Double.random(in: 0..<1, using: &self)
        return min(bound - 1, Int(share * share * share * Double(bound)))
    }
}
