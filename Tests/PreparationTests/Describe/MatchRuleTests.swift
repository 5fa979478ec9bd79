import KinoraCatalogue
import Testing

@testable import KinoraPreparation

@Suite("Which of a provider's titles is meant")
struct MatchRuleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var asked: String
        var year: Int?
        var length: Int?
        /// Title, original title, year, minutes.
        var offered: [(String, String?, Int?, Int?)]
        /// The place of what is taken; nil for none, and then how many are offered to the owner.
        var taken: Int?
        var unsure = 0

        var testDescription: String { name }
    }

    private static func entry(
        _ name: String, _ asked: String, _ year: Int?, _ offered: [(String, String?, Int?, Int?)], length: Int? = nil, taken: Int? = nil,
        unsure: Int = 0
    ) -> Case {
        Case(name: name, asked: asked, year: year, length: length, offered: offered, taken: taken, unsure: unsure)
    }

    private static let cases: [Case] = [
        // The same title.
        entry("title and year", "Harbour Lights", 2021, [("Harbour Lights", nil, 2021, nil)], taken: 0),
        entry("the year beside it", "Harbour Lights", 2021, [("Harbour Lights", nil, 2020, nil)], taken: 0),
        entry("two years off", "Harbour Lights", 2021, [("Harbour Lights", nil, 2019, nil)], unsure: 1),
        entry("no year in the name, one title", "Harbour Lights", nil, [("Harbour Lights", nil, 2021, nil)], taken: 0),
        entry(
            "no year in the name, two titles", "Harbour Lights", nil,
            [("Harbour Lights", nil, 2021, nil), ("Harbour Lights", nil, 1963, nil)], unsure: 2),
        entry("no year at the provider", "Harbour Lights", 2021, [("Harbour Lights", nil, nil, nil)], taken: 0),
        entry(
            "a remake is another film", "Harbour Lights", 2021, [("Harbour Lights", nil, 1963, nil), ("Harbour Lights", nil, 2021, nil)],
            taken: 1),
        entry(
            "both years near: the exact one", "Harbour Lights", 2021,
            [("Harbour Lights", nil, 2020, nil), ("Harbour Lights", nil, 2021, nil)], taken: 1),
        entry(
            "both beside the year", "Harbour Lights", 2021, [("Harbour Lights", nil, 2020, nil), ("Harbour Lights", nil, 2022, nil)],
            unsure: 2),
        entry(
            "two of one title and year", "Harbour Lights", 2021, [("Harbour Lights", nil, 2021, nil), ("Harbour Lights", nil, 2021, nil)],
            unsure: 2),
        entry(
            "their lengths decide", "Harbour Lights", 2021, [("Harbour Lights", nil, 2021, 12), ("Harbour Lights", nil, 2021, 104)],
            length: 101, taken: 1),
        entry(
            "both lengths agree", "Harbour Lights", 2021, [("Harbour Lights", nil, 2021, 100), ("Harbour Lights", nil, 2021, 104)],
            length: 101, unsure: 2),
        entry(
            "a length that is not known decides nothing", "Harbour Lights", 2021,
            [("Harbour Lights", nil, 2021, nil), ("Harbour Lights", nil, 2021, 104)], length: 101, unsure: 2),
        entry(
            "no remake has the year: all are offered", "Harbour Lights", 2021,
            [("Harbour Lights", nil, 1963, nil), ("Harbour Lights", nil, 1984, nil)], unsure: 2),
        entry("a longer cut", "Harbour Lights", 2021, [("Harbour Lights", nil, 2021, 104)], length: 121, taken: 0),
        entry("a short film of the same name", "Harbour Lights", 2021, [("Harbour Lights", nil, 2021, 12)], length: 101, unsure: 1),
        entry("twice the same answer", "Harbour Lights", 2021, [("Harbour Lights", nil, 2021, nil)], taken: 0),
        // Spelling.
        entry("case", "HARBOUR LIGHTS", 2021, [("Harbour lights", nil, 2021, nil)], taken: 0),
        entry("punctuation", "Dont Wake Me Again", 2021, [("Don’t Wake Me – Again!", nil, 2021, nil)], taken: 0),
        entry("a colon that no file name can hold", "Harbour - The Lights", 2021, [("Harbour: The Lights", nil, 2021, nil)], taken: 0),
        entry("written together", "Harbourlights", 2021, [("Harbour Lights", nil, 2021, nil)], taken: 0),
        entry("and", "Salt & Iron", 2001, [("Salt and Iron", nil, 2001, nil)], taken: 0),
        entry("und", "Salz und Eisen", 2001, [("Salz & Eisen", nil, 2001, nil)], taken: 0),
        entry("et", "Sel et fer", 2001, [("Sel & Fer", nil, 2001, nil)], taken: 0),
        entry("accents", "Etoile de mer", 1999, [("Étoile de mer", nil, 1999, nil)], taken: 0),
        entry("umlauts left out", "Uber die Brucke", 1999, [("Über die Brücke", nil, 1999, nil)], taken: 0),
        entry("umlauts as two letters", "Ueber die Bruecke", 1999, [("Über die Brücke", nil, 1999, nil)], taken: 0),
        entry("sharp s", "Die Strasse", 1999, [("Die Straße", nil, 1999, nil)], taken: 0),
        entry("Polish letters", "Lodz noca", 1999, [("Łódź nocą", nil, 1999, nil)], taken: 0),
        entry("Danish letters", "Roede oer", 1999, [("Røde øer", nil, 1999, nil)], taken: 0),
        entry("a letter mistyped", "Harbuor Lights of Sarkholm", 2021, [("Harbour Lights of Sarkholm", nil, 2021, nil)], taken: 0),
        entry(
            "a letter mistyped, and the year beside", "Harbuor Lights of Sarkholm", 2021, [("Harbour Lights of Sarkholm", nil, 2020, nil)],
            unsure: 1),
        // Articles.
        entry("an article too many", "The Harbour Lights", 2021, [("Harbour Lights", nil, 2021, nil)], taken: 0),
        entry("an article too few", "Harbour Lights", 2021, [("The Harbour Lights", nil, 2021, nil)], taken: 0),
        entry("a foreign article", "Der Hafen", 1999, [("Hafen", nil, 1999, nil)], taken: 0),
        // Numbers.
        entry("another number", "Night Ferry 2", 2015, [("Night Ferry 3", nil, 2015, nil)], unsure: 1),
        entry("the first part is not the second", "Night Ferry", 2015, [("Night Ferry 2", nil, 2015, nil)], unsure: 1),
        entry("Roman numbers", "Night Ferry 2", 2015, [("Night Ferry II", nil, 2015, nil)], taken: 0),
        entry("number words", "Night Ferry Part Two", 2015, [("Night Ferry: Part 2", nil, 2015, nil)], taken: 0),
        entry("Teil", "Nachtfähre Teil 3", 2015, [("Nachtfähre 3", nil, 2015, nil)], taken: 0),
        entry("a title that is a number", "1984", 1999, [("1984", nil, 1999, nil)], taken: 0),
        entry("a number that is the title", "2049", 2017, [("2048", nil, 2017, nil)], unsure: 1),
        // Subtitles.
        entry("without its subtitle", "Harbour Lights", 2021, [("Harbour Lights: A Winter's Journey", nil, 2021, nil)], taken: 0),
        entry(
            "without its subtitle, the year beside", "Harbour Lights", 2021, [("Harbour Lights: A Winter's Journey", nil, 2022, nil)],
            unsure: 1),
        entry("a longer title is another one", "Harbour", 2021, [("Harbour Lights of Sarkholm", nil, 2021, nil)], unsure: 0),
        entry(
            "the whole title goes first", "Harbour Lights", 2021,
            [("Harbour Lights: A Winter's Journey", nil, 2021, nil), ("Harbour Lights", nil, 2021, nil)], taken: 1),
        // Foreign titles.
        entry("the original title", "Hafenlichter", 2021, [("Harbour Lights", "Hafenlichter", 2021, nil)], taken: 0),
        entry("a translated title", "Harbour Lights", 2021, [("Harbour Lights", "Hafenlichter", 2021, nil)], taken: 0),
        entry("Cyrillic letters", "Паром", 2015, [("The Ferry", "Паром", 2015, nil)], taken: 0),
        entry("Cyrillic in Latin letters", "Parom", 2015, [("The Ferry", "Паром", 2015, nil)], taken: 0),
        entry("Japanese", "夜の船", 2015, [("Night Ferry", "夜の船", 2015, nil)], taken: 0),
        entry("Greek in Latin letters", "Limani", 2015, [("The Port", "Λιμάνι", 2015, nil)], taken: 0),
        // Nothing.
        entry("something else", "Harbour Lights", 2021, [("A Year in Cedar Valley", nil, 2021, nil)]),
        entry("no answer", "Harbour Lights", 2021, []),
        entry("no title", "???", 2021, [("Harbour Lights", nil, 2021, nil)]),
        entry("more than five", "Harbour Lights", nil, (1960...1970).map { ("Harbour Lights", nil, $0, nil) }, unsure: 5),
    ]

    @Test(arguments: cases)
    func theRule(_ test: Case) {
        let offered = test.offered.enumerated().map { place, item in
            Candidate(
                provider: .tmdb, id: "\(place)", kind: .film, title: item.0, originalTitle: item.1, year: item.2, runtime: item.3)
        }
        let twice = test.name.hasPrefix("twice") ? offered + offered : offered

        let verdict = MatchRule.verdict(TitleQuestion(.film, titles: [test.asked], year: test.year), twice, length: test.length)

        switch verdict {
        case .taken(let candidate): #expect(candidate.id == test.taken.map { "\($0)" })
        case .unsure(let candidates): #expect(test.taken == nil && candidates.count == test.unsure, "\(candidates.map(\.title))")
        case .nothing: #expect(test.taken == nil && test.unsure == 0)
        }
    }

    @Test func aSeriesIsNoFilm() {
        let series = Candidate(provider: .tmdb, id: "1", kind: .series, title: "Night Ferry", year: 2015)

        #expect(MatchRule.verdict(TitleQuestion(.film, titles: ["Night Ferry"], year: 2015), [series]) == .nothing)
        #expect(MatchRule.verdict(TitleQuestion(.series, titles: ["Night Ferry"], year: 2015), [series]) == .taken(series))
    }

    @Test func anyOfTheTitlesThatFilesTellMayFit() {
        let film = Candidate(provider: .tmdb, id: "1", kind: .film, title: "Hafenlichter", year: 2021)

        #expect(MatchRule.verdict(TitleQuestion(.film, titles: ["Harbour Lights", "Hafenlichter"], year: 2021), [film]) == .taken(film))
    }

    @Test func theLengthsOfRivalsAreWorthAsking() {
        let films = (1...3).map {
            Candidate(provider: .tmdb, id: "\($0)", kind: .film, title: "Harbour Lights", year: $0 == 3 ? 1963 : 2021)
        }

        let rivals = MatchRule.rivals(TitleQuestion(.film, titles: ["Harbour Lights"], year: 2021), films)

        #expect(rivals.map(\.id) == ["1", "2"])
    }
}
