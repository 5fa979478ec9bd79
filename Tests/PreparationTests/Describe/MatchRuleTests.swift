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

    private static func case_(
        _ name: String, _ asked: String, _ year: Int?, _ offered: [(String, String?, Int?, Int?)], length: Int? = nil, taken: Int? = nil,
        unsure: Int = 0
    ) -> Case {
        Case(name: name, asked: asked, year: year, length: length, offered: offered, taken: taken, unsure: unsure)
    }

    private static let cases: [Case] = [
        // The same title.
        case_("title and year", "Harbour Lights", 2021, [("Harbour Lights", nil, 2021, nil)], taken: 0),
        case_("the year beside it", "Harbour Lights", 2021, [("Harbour Lights", nil, 2020, nil)], taken: 0),
        case_("two years off", "Harbour Lights", 2021, [("Harbour Lights", nil, 2019, nil)], unsure: 1),
        case_("no year in the name, one title", "Harbour Lights", nil, [("Harbour Lights", nil, 2021, nil)], taken: 0),
        case_(
            "no year in the name, two titles", "Harbour Lights", nil,
            [("Harbour Lights", nil, 2021, nil), ("Harbour Lights", nil, 1963, nil)], unsure: 2),
        case_("no year at the provider", "Harbour Lights", 2021, [("Harbour Lights", nil, nil, nil)], taken: 0),
        case_(
            "a remake is another film", "Harbour Lights", 2021, [("Harbour Lights", nil, 1963, nil), ("Harbour Lights", nil, 2021, nil)],
            taken: 1),
        case_(
            "both years near: the exact one", "Harbour Lights", 2021,
            [("Harbour Lights", nil, 2020, nil), ("Harbour Lights", nil, 2021, nil)], taken: 1),
        case_(
            "both beside the year", "Harbour Lights", 2021, [("Harbour Lights", nil, 2020, nil), ("Harbour Lights", nil, 2022, nil)],
            unsure: 2),
        case_(
            "two of one title and year", "Harbour Lights", 2021, [("Harbour Lights", nil, 2021, nil), ("Harbour Lights", nil, 2021, nil)],
            unsure: 2),
        case_(
            "their lengths decide", "Harbour Lights", 2021, [("Harbour Lights", nil, 2021, 12), ("Harbour Lights", nil, 2021, 104)],
            length: 101, taken: 1),
        case_(
            "both lengths agree", "Harbour Lights", 2021, [("Harbour Lights", nil, 2021, 100), ("Harbour Lights", nil, 2021, 104)],
            length: 101, unsure: 2),
        case_(
            "a length that is not known decides nothing", "Harbour Lights", 2021,
            [("Harbour Lights", nil, 2021, nil), ("Harbour Lights", nil, 2021, 104)], length: 101, unsure: 2),
        case_(
            "no remake has the year: all are offered", "Harbour Lights", 2021,
            [("Harbour Lights", nil, 1963, nil), ("Harbour Lights", nil, 1984, nil)], unsure: 2),
        case_("a longer cut", "Harbour Lights", 2021, [("Harbour Lights", nil, 2021, 104)], length: 121, taken: 0),
        case_("a short film of the same name", "Harbour Lights", 2021, [("Harbour Lights", nil, 2021, 12)], length: 101, unsure: 1),
        case_("twice the same answer", "Harbour Lights", 2021, [("Harbour Lights", nil, 2021, nil)], taken: 0),
        // Spelling.
        case_("case", "HARBOUR LIGHTS", 2021, [("Harbour lights", nil, 2021, nil)], taken: 0),
        case_("punctuation", "Dont Wake Me Again", 2021, [("Don’t Wake Me – Again!", nil, 2021, nil)], taken: 0),
        case_("a colon that no file name can hold", "Harbour - The Lights", 2021, [("Harbour: The Lights", nil, 2021, nil)], taken: 0),
        case_("written together", "Harbourlights", 2021, [("Harbour Lights", nil, 2021, nil)], taken: 0),
        case_("and", "Salt & Iron", 2001, [("Salt and Iron", nil, 2001, nil)], taken: 0),
        case_("und", "Salz und Eisen", 2001, [("Salz & Eisen", nil, 2001, nil)], taken: 0),
        case_("et", "Sel et fer", 2001, [("Sel & Fer", nil, 2001, nil)], taken: 0),
        case_("accents", "Etoile de mer", 1999, [("Étoile de mer", nil, 1999, nil)], taken: 0),
        case_("umlauts left out", "Uber die Brucke", 1999, [("Über die Brücke", nil, 1999, nil)], taken: 0),
        case_("umlauts as two letters", "Ueber die Bruecke", 1999, [("Über die Brücke", nil, 1999, nil)], taken: 0),
        case_("sharp s", "Die Strasse", 1999, [("Die Straße", nil, 1999, nil)], taken: 0),
        case_("Polish letters", "Lodz noca", 1999, [("Łódź nocą", nil, 1999, nil)], taken: 0),
        case_("Danish letters", "Roede oer", 1999, [("Røde øer", nil, 1999, nil)], taken: 0),
        case_("a letter mistyped", "Harbuor Lights of Sarkholm", 2021, [("Harbour Lights of Sarkholm", nil, 2021, nil)], taken: 0),
        case_(
            "a letter mistyped, and the year beside", "Harbuor Lights of Sarkholm", 2021, [("Harbour Lights of Sarkholm", nil, 2020, nil)],
            unsure: 1),
        // Articles.
        case_("an article too many", "The Harbour Lights", 2021, [("Harbour Lights", nil, 2021, nil)], taken: 0),
        case_("an article too few", "Harbour Lights", 2021, [("The Harbour Lights", nil, 2021, nil)], taken: 0),
        case_("a foreign article", "Der Hafen", 1999, [("Hafen", nil, 1999, nil)], taken: 0),
        // Numbers.
        case_("another number", "Night Ferry 2", 2015, [("Night Ferry 3", nil, 2015, nil)], unsure: 1),
        case_("the first part is not the second", "Night Ferry", 2015, [("Night Ferry 2", nil, 2015, nil)], unsure: 1),
        case_("Roman numbers", "Night Ferry 2", 2015, [("Night Ferry II", nil, 2015, nil)], taken: 0),
        case_("number words", "Night Ferry Part Two", 2015, [("Night Ferry: Part 2", nil, 2015, nil)], taken: 0),
        case_("Teil", "Nachtfähre Teil 3", 2015, [("Nachtfähre 3", nil, 2015, nil)], taken: 0),
        case_("a title that is a number", "1984", 1999, [("1984", nil, 1999, nil)], taken: 0),
        case_("a number that is the title", "2049", 2017, [("2048", nil, 2017, nil)], unsure: 1),
        // Subtitles.
        case_("without its subtitle", "Harbour Lights", 2021, [("Harbour Lights: A Winter's Journey", nil, 2021, nil)], taken: 0),
        case_(
            "without its subtitle, the year beside", "Harbour Lights", 2021, [("Harbour Lights: A Winter's Journey", nil, 2022, nil)],
            unsure: 1),
        case_("a longer title is another one", "Harbour", 2021, [("Harbour Lights of Sarkholm", nil, 2021, nil)], unsure: 0),
        case_(
            "the whole title goes first", "Harbour Lights", 2021,
            [("Harbour Lights: A Winter's Journey", nil, 2021, nil), ("Harbour Lights", nil, 2021, nil)], taken: 1),
        // Foreign titles.
        case_("the original title", "Hafenlichter", 2021, [("Harbour Lights", "Hafenlichter", 2021, nil)], taken: 0),
        case_("a translated title", "Harbour Lights", 2021, [("Harbour Lights", "Hafenlichter", 2021, nil)], taken: 0),
        case_("Cyrillic letters", "Паром", 2015, [("The Ferry", "Паром", 2015, nil)], taken: 0),
        case_("Cyrillic in Latin letters", "Parom", 2015, [("The Ferry", "Паром", 2015, nil)], taken: 0),
        case_("Japanese", "夜の船", 2015, [("Night Ferry", "夜の船", 2015, nil)], taken: 0),
        case_("Greek in Latin letters", "Limani", 2015, [("The Port", "Λιμάνι", 2015, nil)], taken: 0),
        // Nothing.
        case_("something else", "Harbour Lights", 2021, [("A Year in Cedar Valley", nil, 2021, nil)]),
        case_("no answer", "Harbour Lights", 2021, []),
        case_("no title", "???", 2021, [("Harbour Lights", nil, 2021, nil)]),
        case_("more than five", "Harbour Lights", nil, (1960...1970).map { ("Harbour Lights", nil, $0, nil) }, unsure: 5),
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
