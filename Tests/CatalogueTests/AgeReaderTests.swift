import Testing

@testable import KinoraCatalogue

@Suite("Age ratings as people write them")
struct AgeReaderTests {
    @Test(arguments: [
        // Germany
        ("FSK 12", 12), ("FSK-16", 16), ("fsk12", 12), ("FSK: 6", 6), ("DE:12", 12), ("de:FSK 16", 16), ("Germany:18", 18), ("FSK 0", 0),
        ("ab 12 Jahren", 12), ("Freigegeben ab 6 Jahren", 6), ("FSK ab 12 freigegeben", 12), ("DE:Ohne Altersbeschränkung", 0),
        ("FSK: keine Jugendfreigabe", 18), ("SPIO/JK", 18),
        // United Kingdom, Ireland
        ("12A", 12), ("UK:15", 15), ("GB:PG", 8), ("BBFC U", 4), ("UK:R18", 18), ("IE:15A", 15), ("Ireland:PG", 8),
        // United States
        ("Rated PG-13", 13), ("PG-13", 13), ("USA:R", 17), ("US:NC-17", 18), ("NC-17", 18), ("G", 0), ("PG", 10), ("TV-MA", 17),
        ("TV-14", 14), ("TV-Y7-FV", 7), ("TV-Y", 0), ("TV-PG", 10), ("MPAA R", 17), ("Rated R for 2 scenes of violence", 17),
        // France, Spain, Portugal, Italy
        ("FR:Tous publics", 0), ("FR:U", 0), ("FR:-12", 12), ("Interdit aux moins de 16 ans", 16), ("ES:APTA", 0), ("Spain:18", 18),
        ("PT:M/12", 12), ("M/6", 6), ("IT:T", 0), ("VM14", 14), ("Italia:VM18", 18), ("IT:6+", 6),
        // Netherlands, Belgium, Switzerland, Austria
        ("NL:AL", 0), ("Kijkwijzer 9", 9), ("BE:KNT", 16), ("CH:10", 10), ("AT:14", 14),
        // The north
        ("SE:Btl", 0), ("SE:11", 11), ("DK:A", 0), ("NO:A", 0), ("Norway:9", 9), ("FI:K-7", 7), ("K16", 16), ("FI:S", 0),
        // Elsewhere
        ("PL:12", 12), ("BR:L", 0), ("Livre", 0), ("BR:14", 14), ("JP:R15+", 15), ("PG12", 12), ("KR:ALL", 0), ("KR:15", 15),
        ("KR:청소년관람불가", 18), ("IN:U/A 13+", 13), ("UA 7+", 7), ("IN:UA", 12), ("IN:A", 18), ("India:U", 0), ("AU:M", 15), ("MA 15+", 15),
        ("AU:R18+", 18), ("New Zealand R16", 16), ("CA:14A", 14), ("CA:18A", 18), ("CA-QC:13+", 13), ("Quebec:G", 0), ("MX:B-15", 15),
        ("AR:ATP", 0), ("SG:NC16", 16), ("R21", 21), ("12+", 12), ("16", 16), ("0", 0),
        // Several: the strictest
        ("US:PG-13 / DE:12", 13), ("US:R / UK:15", 17), ("Germany:6|France:U", 6), ("USA:PG-13/DE:16", 16),
        // What could be several: the strictest
        ("A", 18), ("M", 16), ("X", 18),
    ])
    func isRead(text: String, age: Int) {
        #expect(AgeReader.age(text) == age, "\(text)")
    }

    @Test(arguments: [
        "", " ", "NR", "Not Rated", "Unrated", "Rated NR", "N/A", "US:NR", "ungeprüft", "Approved", "DK:F", "1971", "great", "::", "/",
        "12345",
        "\u{0}", String(repeating: "18 ", count: 200),
    ])
    func whatSaysNothingComesToNothing(text: String) {
        #expect(AgeReader.age(text) == nil, "\(text)")
    }

    @Test func everyLabelIsWrittenAsItIsLookedUp() {
        for system in AgeSystem.all {
            for label in system.labels.keys { #expect(AgeReader.plain(label) == label, "\(system.country) \(label)") }
            for name in system.names { #expect(AgeReader.plain(name) == name, "\(system.country) \(name)") }
            for age in system.labels.values { #expect((0...AgeReader.highest).contains(age)) }
        }
    }

    @Test func theOwnersWordThenHisCountryThenHisFilesThenTheStrictest() {
        var film = Description(title: "Salt")
        #expect(AgeRule().age(of: film) == nil)

        film.certificates = ["US": "R", "DE": "16", "FR": "12", "XX": "?"]
        #expect(AgeRule().age(of: film) == 17)
        #expect(AgeRule(country: "FR").age(of: film) == 12)
        #expect(AgeRule(country: "SE").age(of: film) == 17)

        film.certificate = "FSK 12"
        film.origin["certificate"] = .tmdb
        #expect(AgeRule().age(of: film) == 17)
        film.origin["certificate"] = .nfo
        #expect(AgeRule().age(of: film) == 12)
        #expect(AgeRule(country: "DE").age(of: film) == 12)
        #expect(AgeRule(country: "US").age(of: film) == 17)

        film.ownersAge = 6
        #expect(AgeRule(country: "US").age(of: film) == 6)
    }

    @Test func aRatingOfTheUnitedStatesIsOneWithoutSayingSo() {
        var film = Description(title: "Salt")
        film.certificate = "Rated PG-13"
        film.certificates = ["DE": "16"]
        #expect(AgeRule(country: "US").age(of: film) == 13)
        #expect(AgeRule(country: "DE").age(of: film) == 16)
    }
}
