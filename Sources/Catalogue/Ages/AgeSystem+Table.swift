extension AgeSystem {
    /// The systems in use. Each line names who rates, and where they say what the ratings mean.
    static let all: [AgeSystem] = europe + overseas

    static func of(_ country: String) -> AgeSystem? { byCountry[country] }

    /// By what stands in front of a rating.
    static func named(_ name: String) -> AgeSystem? { byName[name] ?? byCountry[name.uppercased()] }

    /// The same, without the two letters of a country: those are words elsewhere (`IN`, `NO`).
    static func byProperName(_ name: String) -> AgeSystem? { byName[name] }

    private static let byCountry = Dictionary(uniqueKeysWithValues: all.map { ($0.country, $0) })
    private static let byName = Dictionary(all.flatMap { system in system.names.map { ($0, system) } }) { first, _ in first }

    private static let europe: [AgeSystem] = [
        // Freiwillige Selbstkontrolle, Jugendschutzgesetz § 14: 0, 6, 12, 16, 18. What is called instruction may be shown to all.
        AgeSystem(
            "DE", ["germany", "deutschland", "fsk", "spio", "freigegeben", "allemagne", "alemania"],
            [
                "ohnealtersbeschrankung": 0, "ohnealtersbegrenzung": 0, "oa": 0, "infoprogramm": 0, "lehrprogramm": 0,
                "keinejugendfreigabe": 18, "kj": 18, "jk": 18, "indiziert": 18, "nichtunter18": 18,
            ]),
        // Jugendmedienkommission, bmb.gv.at: all, 6, 8, 10, 12, 14, 16.
        AgeSystem("AT", ["austria", "osterreich", "jmk"], ["unrestricted": 0, "ohnealtersbeschrankung": 0, "alle": 0]),
        // Kommission Jugendschutz im Film, filmrating.ch: 0 to 18.
        AgeSystem("CH", ["switzerland", "schweiz", "suisse", "svizzera", "jif"]),
        // British Board of Film Classification, bbfc.co.uk: U from four years on, a PG should not unsettle a child of about eight.
        AgeSystem(
            "GB", ["uk", "unitedkingdom", "greatbritain", "britain", "bbfc"],
            ["uc": 0, "u": 4, "pg": 8, "r18": 18, "aa": 14, "x": 18]),
        // Irish Film Classification Office, ifco.ie: PG is suitable for children aged eight and over.
        AgeSystem("IE", ["ireland", "ifco"], ["g": 0, "gen": 0, "pg": 8]),
        // Centre national du cinéma (visa d'exploitation), cnc.fr: tous publics, 12, 16, 18. Arcom for television: 10, 12, 16, 18.
        AgeSystem("FR", ["france", "cnc", "csa", "arcom"], ["u": 0, "tp": 0, "touspublics": 0, "toutpublic": 0, "x": 18]),
        // Kijkwijzer of NICAM, kijkwijzer.nl: AL, 6, 9, 12, 14, 16, 18; in Belgium, kijkwijzer.be, the same.
        AgeSystem("NL", ["netherlands", "nederland", "kijkwijzer", "nicam"], ["al": 0, "alleleeftijden": 0]),
        AgeSystem(
            "BE", ["belgium", "belgie", "belgique"], ["al": 0, "all": 0, "tous": 0, "allen": 0, "ea": 0, "ka": 0, "knt": 16, "ent": 16]),
        AgeSystem("LU", ["luxembourg", "cscf"], ["ea": 0, "tous": 0]),
        // Instituto de la Cinematografía (ICAA), cultura.gob.es: apta, 7, 12, 16, 18, X. Infantil is an addition to apta and 7.
        AgeSystem(
            "ES", ["spain", "espana", "icaa"],
            ["a": 0, "ai": 0, "i": 0, "apta": 0, "tp": 0, "todoslospublicos": 0, "eri": 0, "infantil": 0, "x": 18]),
        // Comissão de Classificação, IGAC, igac.gov.pt: para todos os públicos, M/3, M/6, M/12, M/14, M/16, M/18, P.
        AgeSystem("PT", ["portugal", "igac", "cce"], ["t": 0, "publicos": 0, "todosospublicos": 0, "p": 18]),
        // Direzione generale Cinema, cinema.cultura.gov.it: T, 6+, 14+, 18+; before 2020 VM14, VM18.
        AgeSystem("IT", ["italy", "italia"], ["t": 0, "pertutti": 0, "bambini": 0, "ba": 0, "vm": 18]),
        // Statens medieråd (Mediemyndigheten), mediemyndigheten.se: barntillåten, 7, 11, 15.
        AgeSystem("SE", ["sweden", "sverige"], ["btl": 0, "barntillaten": 0, "bt": 0, "till": 0]),
        // Medierådet for Børn og Unge, medieraadet.dk: A, 7, 11, 15, F (exempt, unrated).
        AgeSystem("DK", ["denmark", "danmark"], ["a": 0, "tilladtforalle": 0]),
        // Medietilsynet, medietilsynet.no: A, 6, 9, 12, 15, 18.
        AgeSystem("NO", ["norway", "norge"], ["a": 0, "tillattforalle": 0, "alle": 0]),
        // KAVI (Traficom), kavi.fi: S, 7, 12, 16, 18.
        AgeSystem("FI", ["finland", "suomi", "kavi", "meku"], ["s": 0, "t": 0, "kt": 0]),
        AgeSystem("IS", ["iceland", "island"], ["l": 0]),
        // Krajowa Rada Radiofonii i Telewizji, gov.pl/web/krrit: no limit, 7, 12, 16, 18.
        AgeSystem("PL", ["poland", "polska"], ["bo": 0, "al": 0, "bezograniczen": 0]),
        // Ministerstvo kultury: U, 12, 15, 18 (audiovisual act of 2012).
        AgeSystem("CZ", ["czechia", "czechrepublic"], ["u": 0, "pristupny": 0]),
        AgeSystem("SK", ["slovakia", "slovensko"], ["u": 0, "mp": 0]),
        // Nemzeti Filmiroda, nfi.hu: KN, 6, 12, 16, 18, X.
        AgeSystem("HU", ["hungary", "magyarorszag"], ["kn": 0, "x": 18]),
        AgeSystem("RO", ["romania"], ["ag": 0, "ap": 12, "ap12": 12, "n15": 15, "im18": 18, "im18xxx": 18]),
        AgeSystem("BG", ["bulgaria"], ["a": 0, "b": 0, "c": 12, "d": 16, "x": 18]),
        AgeSystem("GR", ["greece", "ellada"], ["k": 0]),
        AgeSystem("RU", ["russia"]),
        AgeSystem("TR", ["turkey", "turkiye"], ["g": 0, "genelizleyici": 0]),
    ]

    private static let overseas: [AgeSystem] = [
        // Classification and Rating Administration, filmratings.com: R, under 17 with a parent; NC-17, no one 17 and under. TV Parental
        // Guidelines, tvguidelines.org: TV-MA may be unsuitable for children under 17. Passed and Approved were never graded by age.
        AgeSystem(
            "US", ["us", "usa", "unitedstates", "mpaa", "mpa", "cara", "america"],
            [
                "g": 0, "pg": guided, "gp": guided, "pg13": 13, "r": 17, "nc17": 18, "x": 18, "tvy": 0, "tvy7": 7, "tvy7fv": 7,
                "tvg": 0, "tvpg": guided, "tv14": 14, "tvma": 17,
            ]),
        // Consumer Protection BC and others; Canadian Home Video Rating System; television: Canadian Broadcast Standards Council, cbsc.ca.
        AgeSystem(
            "CA", ["canada", "chvrs"],
            ["g": 0, "pg": guided, "14a": 14, "18a": 18, "r": 18, "a": 18, "c": 0, "c8": 8]),
        // Ministère de la Culture, Québec: G (visa général), 13+, 16+, 18+.
        AgeSystem("CA-QC", ["quebec", "regie"], ["g": 0, "visageneral": 0]),
        // Australian Classification, classification.gov.au: M and MA 15+ not for people under 15.
        AgeSystem(
            "AU", ["australia", "acb", "oflc"],
            ["e": 0, "p": 0, "c": 0, "g": 0, "pg": guided, "m": 15, "ma": 15, "av": 15, "rc": 18, "r": 18, "x": 18]),
        // Te Mana Whakaatu, classificationoffice.govt.nz: M for 16 years and over.
        AgeSystem("NZ", ["newzealand"], ["g": 0, "pg": guided, "m": 16, "r": 18]),
        // ClassInd, Ministério da Justiça, Portaria 1.048/2025: L, 6, 10, 12, 14, 16, 18.
        AgeSystem("BR", ["brazil", "brasil", "classind", "djctq"], ["l": 0, "livre": 0, "al": 0, "er": 0]),
        // RTC, gob.mx: AA, A, B (12), B-15, C, D.
        AgeSystem("MX", ["mexico", "rtc"], ["aa": 0, "a": 0, "b": 12, "c": 18, "d": 18]),
        // INCAA, incaa.gob.ar: ATP, 13, 16, 18, C.
        AgeSystem("AR", ["argentina", "incaa"], ["atp": 0, "c": 18, "x": 18]),
        AgeSystem("CL", ["chile"], ["te": 0, "tey7": 7]),
        AgeSystem("CO", ["colombia"], ["t": 0, "todos": 0, "x": 18]),
        // Eirin, eirin.jp: G, PG12, R15+, R18+.
        AgeSystem("JP", ["japan", "eirin"], ["g": 0]),
        // Korea Media Rating Board, kmrb.or.kr: all, 12, 15, youth not allowed (under 18), restricted screening.
        AgeSystem(
            "KR", ["korea", "southkorea", "republicofkorea", "kmrb"],
            ["all": 0, "전체관람가": 0, "청소년관람불가": 18, "제한상영가": 18, "restricted": 18, "restrictedscreening": 18, "teenrestricted": 18]),
        // Central Board of Film Certification, cbfcindia.gov.in, rules of 2024: U, UA 7+, UA 13+, UA 16+, A, S; UA alone was 12.
        AgeSystem("IN", ["india", "cbfc"], ["u": 0, "ua": 12, "a": 18, "s": 18]),
        AgeSystem("HK", ["hongkong"], ["i": 0, "ii": 12, "iia": 12, "iib": 16, "iii": 18]),
        AgeSystem("TW", ["taiwan"], ["g": 0, "0": 0, "p": 6, "pg": 12, "r": 18]),
        // IMDA, imda.gov.sg: G, PG, PG13, NC16, M18, R21.
        AgeSystem("SG", ["singapore", "imda"], ["g": 0, "pg": guided]),
        AgeSystem("MY", ["malaysia"], ["u": 0]),
        AgeSystem("PH", ["philippines", "mtrcb"], ["g": 0, "pg": guided, "spg": 16, "x": 18]),
        AgeSystem("TH", ["thailand"], ["p": 0, "g": 0]),
        AgeSystem("ID", ["indonesia"], ["su": 0]),
        AgeSystem("IL", ["israel"], ["all": 0]),
        // Film and Publication Board, fpb.org.za: A, PG, 7-9PG, 10-12PG, 13, 16, 18, X18, XX.
        AgeSystem("ZA", ["southafrica", "fpb"], ["a": 0, "pg": guided, "xx": 18]),
    ]
}
