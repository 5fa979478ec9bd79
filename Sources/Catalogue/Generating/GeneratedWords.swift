/// What is said of titles that nobody made.
struct GeneratedWords {
    private let titles: Int
    private var used: [String: Int] = [:]

    init(titles: Int) {
        self.titles = titles
    }

    private static let qualities = [
        "Silent", "Last", "Patient", "Golden", "Hidden", "Long", "Broken", "Northern", "Second", "Pale", "Distant", "Burning", "Quiet",
        "Lost",
        "Open", "Winter", "Electric", "Small", "Crooked", "Endless", "Blue", "Borrowed", "Early", "Forgotten", "Hollow", "Iron", "Late",
        "Narrow",
    ]
    private static let things = [
        "Harbour", "Garden", "Machine", "Ferry", "Road", "Winter", "Lantern", "River", "Promise", "Station", "Orchard", "Mountain",
        "Letter",
        "Island", "Bridge", "Kingdom", "Window", "Dance", "Storm", "Mirror", "Witness", "Crossing", "Echo", "Tide", "Voyage", "Paper Moon",
        "Lighthouse", "Clockmaker", "Apartment", "Frontier", "Violin", "Summer House",
    ]
    private static let genres = [
        "Drama", "Comedy", "Thriller", "Documentary", "Romance", "Adventure", "Crime", "Horror", "Science Fiction", "Animation", "Family",
        "Mystery", "Fantasy", "War", "Music", "History", "Western", "Experimental",
    ]
    private static let countries = [
        "France", "United States", "Germany", "Japan", "Sweden", "Italy", "India", "Chile", "Poland", "Senegal",
    ]
    private static let languages = ["fr", "en", "de", "ja", "sv", "it", "hi", "es", "pl", "wo"]
    private static let certificates = ["FSK 0", "FSK 6", "FSK 12", "FSK 16", "FSK 18"]
    private static let first = [
        "Ida", "Marek", "June", "Tomás", "Benoît", "Aiko", "Priya", "Lars", "Giulia", "Moussa", "Hanna", "Viktor", "Elif", "Noor", "Owen",
        "Zofia",
        "Kenji", "Amara", "Pablo", "Greta",
    ]
    private static let last = [
        "Lindqvist", "Sól", "Abara", "Vela", "Okada", "Rao", "Berg", "Conti", "Diop", "Weiss", "Novak", "Yilmaz", "Hart", "Kowalska",
        "Mori",
        "Owusu", "Reyes", "Falk", "Duval", "Petrov", "Nyström", "Achebe", "Silva", "Keller",
    ]

    mutating func description(_ number: Int, _ chance: inout Chance) -> Description {
        var description = Description(title: title(&chance), year: 2025 - chance.skewed(96))
        let country = chance.skewed(Self.countries.count)
        description.countries = [Self.countries[country]]
        description.languages = [Self.languages[country]]
        description.genres = some(1 + chance.below(3), of: Self.genres, &chance)
        description.runtime = 70 + chance.below(80)
        if chance.below(4) > 0 { description.certificate = Self.certificates[chance.below(Self.certificates.count)] }
        if chance.below(12) == 0 { description.collection = "The \(Self.things[chance.below(Self.things.count)]) Films" }
        description.plot = plot(&chance)
        description.credits = credits(&chance)
        return description
    }

    mutating func episode(_ place: Int, _ chance: inout Chance) -> Description {
        var description = Description(title: "The \(Self.things[chance.below(Self.things.count)])")
        description.plot = plot(&chance)
        return description
    }

    /// A name that comes again gets a number.
    private mutating func title(_ chance: inout Chance) -> String {
        let name = "The \(Self.qualities[chance.below(Self.qualities.count)]) \(Self.things[chance.below(Self.things.count)])"
        used[name, default: 0] += 1
        let times = used[name] ?? 1
        return times == 1 ? name : "\(name) \(times)"
    }

    private func plot(_ chance: inout Chance) -> String {
        let (who, where_) = (person(&chance), Self.things[chance.below(Self.things.count)].lowercased())
        let (what, how) = (
            Self.things[chance.below(Self.things.count)].lowercased(), Self.qualities[chance.below(Self.qualities.count)].lowercased()
        )
        return
            "\(who) comes back to the \(where_), where nobody speaks of the \(what) any more. What begins as a \(how) visit ends as something else."
    }

    private func credits(_ chance: inout Chance) -> [Credit] {
        var credits = [Credit(name: person(&chance), role: .director)]
        for _ in 0...chance.below(2) { credits.append(Credit(name: person(&chance), role: .writer)) }
        for place in 0..<4 + chance.below(7) {
            credits.append(
                Credit(name: person(&chance), role: .actor, character: Self.first[chance.below(Self.first.count)], order: place + 1))
        }
        return credits
    }

    /// One and a half times as many people as titles, some of them in many.
    private func person(_ chance: inout Chance) -> String {
        let number = chance.skewed(titles * 3 / 2 + 1)
        let (given, family) = (number % Self.first.count, number / Self.first.count % Self.last.count)
        let more = number / (Self.first.count * Self.last.count)
        return "\(Self.first[given]) \(Self.last[family])" + (more > 0 ? " \(Self.roman(more))" : "")
    }

    private static func roman(_ number: Int) -> String {
        var (rest, text) = (number, "")
        for (value, letters) in [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
            while rest >= value {
                text += letters
                rest -= value
            }
        }
        return text
    }

    private func some(_ count: Int, of all: [String], _ chance: inout Chance) -> [String] {
        var found: [String] = []
        while found.count < count {
            let one = all[chance.skewed(all.count)]
            if !found.contains(one) { found.append(one) }
        }
        return found
    }
}
