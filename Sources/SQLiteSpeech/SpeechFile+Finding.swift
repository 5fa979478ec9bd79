import GRDB
import KinoraCatalogue
import KinoraKernel
import KinoraMedia

/// 1. Attempts are made one after the other, until one has found enough; the last, with beginnings of words, only where the others found
/// nothing. 2. An attempt goes through the places that match from the newest to the oldest, without ranking them: that costs what is read, not
/// what there is. Of a track in which much is found the rest is skipped. 3. Then the texts of what was found are read.
extension SpeechFile: SpeechIndex {
    /// Who remembers so many words in a row means the sentence: once it is found, its words are not looked for apart.
    private static let wordsOfASentence = 4

    package func find(_ query: SpeechQuery, tracks: Int, each: Int) async throws -> [FoundUtterance] {
        try await patiently { database in
            var hits = Hits()
            for phrases in query.attempts where hits.tracks.count < tracks {
                guard let phrases = try Self.worthTrying(phrases, behind: hits, database) else { break }
                try Self.walk(phrases, tracks: tracks, each: each, &hits, database)
                if !hits.places.isEmpty, phrases.count == 1, phrases[0].words.count >= Self.wordsOfASentence { break }
            }
            return try Self.texts(of: hits, database)
        }
    }

    package func find(_ query: SpeechQuery, in packages: [PackageID], each: Int) async throws -> [FoundUtterance] {
        try await patiently { database in
            var hits = Hits()
            let tracks = try Self.tracks(of: packages, database)
            for phrases in query.attempts {
                guard let phrases = try Self.worthTrying(phrases, behind: hits, database) else { break }
                let match = Self.match(phrases)
                hits.begin(phrases)
                let statement = try database.makeStatement(
                    sql: "SELECT rowid FROM words WHERE words MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid LIMIT ?")
                for track in tracks {
                    let places = SpeechFormat.places(of: track)
                    let arguments: StatementArguments = [match, places.lowerBound, places.upperBound, each]
                    for place in try Int64.fetchAll(statement, arguments: arguments) { hits.add(place, each: each) }
                }
            }
            return try Self.texts(of: hits, database)
        }
    }

    package func coverage() async throws -> SpeechCoverage {
        try await read { database in
            let all = try Int.fetchOne(database, sql: "SELECT count(*) FROM packages") ?? 0
            let read = try Int.fetchOne(
                database, sql: "SELECT count(*) FROM packages WHERE state = ?", arguments: [SpeechFormat.State.read.rawValue])
            return SpeechCoverage(read: read ?? 0, all: all)
        }
    }

    /// Finds nothing where that takes too long; a page then shows what else it has.
    private func patiently(_ body: @escaping @Sendable (Database) throws -> [FoundUtterance]) async throws -> [FoundUtterance] {
        try await withThrowingTaskGroup(of: [FoundUtterance].self) { group in
            group.addTask { try await self.read(body) }
            group.addTask {
                try await Task.sleep(for: Self.patience)
                return []
            }
            defer { group.cancelAll() }
            return try await group.next() ?? []
        }
    }

    // MARK: - Steps

    private struct Hits {
        /// In the order in which they were found.
        private(set) var places: [(place: Int64, attempt: Int)] = []
        /// What was looked for with each attempt.
        private(set) var attempts: [[SpeechQuery.Phrase]] = []
        private(set) var tracks: [Int64: Int] = [:]
        private var known: Set<Int64> = []

        mutating func begin(_ phrases: [SpeechQuery.Phrase]) { attempts.append(phrases) }

        mutating func add(_ place: Int64, each: Int) {
            let track = place >> SpeechFormat.bitsForUtterance
            guard tracks[track, default: 0] < each, known.insert(place).inserted else { return }
            tracks[track, default: 0] += 1
            places.append((place, attempts.count - 1))
        }

        func isFull(_ track: Int64, each: Int) -> Bool { tracks[track, default: 0] >= each }
    }

    /// Words are letters, digits and marks (`SpokenWords`), so nothing in them means anything to FTS5 inside quotation marks.
    private static func match(_ phrases: [SpeechQuery.Phrase]) -> String {
        phrases.map { "\"\($0.words.joined(separator: " "))\"\($0.isBeginning ? " *" : "")" }.joined(separator: " AND ")
    }

    /// What an attempt looks for; nil where it is not made. Beginnings are tried where nothing was found, and only of words that nobody says as
    /// they stand: gathering all that begins like a frequent word would take long.
    private static func worthTrying(
        _ phrases: [SpeechQuery.Phrase], behind hits: Hits, _ database: Database
    ) throws -> [SpeechQuery.Phrase]? {
        guard phrases.contains(where: \.isBeginning) else { return phrases }
        guard hits.places.isEmpty else { return nil }
        let statement = try database.makeStatement(sql: "SELECT rowid FROM words WHERE words MATCH ? LIMIT 1")
        var areAllSaid = true
        let tried = try phrases.map { phrase in
            guard phrase.isBeginning else { return phrase }
            let whole = SpeechQuery.Phrase(phrase.words)
            if try Int64.fetchOne(statement, arguments: [match([whole])]) != nil { return whole }
            areAllSaid = false
            return phrase
        }
        return areAllSaid ? nil : tried
    }

    private static func walk(
        _ phrases: [SpeechQuery.Phrase], tracks: Int, each: Int, _ hits: inout Hits, _ database: Database
    ) throws {
        let match = match(phrases)
        hits.begin(phrases)
        let statement = try database.makeStatement(
            sql: "SELECT rowid FROM words WHERE words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?")
        let piece = each * 8
        var behind = Int64.max
        while hits.tracks.count < tracks {
            let places = try Int64.fetchAll(statement, arguments: [match, behind, piece])
            for place in places where hits.tracks.count < tracks || hits.tracks[place >> SpeechFormat.bitsForUtterance] != nil {
                hits.add(place, each: each)
            }
            guard let last = places.last, places.count == piece else { return }
            let track = last >> SpeechFormat.bitsForUtterance
            behind = hits.isFull(track, each: each) ? SpeechFormat.places(of: track).lowerBound : last
        }
    }

    private static func tracks(of packages: [PackageID], _ database: Database) throws -> [Int64] {
        let statement = try database.makeStatement(
            sql: "SELECT number FROM tracks WHERE package = (SELECT number FROM packages WHERE name = ?)")
        return try packages.flatMap { try Int64.fetchAll(statement, arguments: [$0.rawValue]) }
    }

    private static func texts(of hits: Hits, _ database: Database) throws -> [FoundUtterance] {
        let utterances = try database.makeStatement(sql: "SELECT starts, texts FROM utterances WHERE place = ?")
        let origins = try database.makeStatement(
            sql: """
                SELECT packages.name, packages.kind, packages.feature, tracks.language, tracks.impaired
                FROM tracks JOIN packages ON packages.number = tracks.package WHERE tracks.number = ?
                """)
        var known: [Int64: Row] = [:]
        return try hits.places.compactMap { place, attempt in
            let track = place >> SpeechFormat.bitsForUtterance
            let origin = try known[track] ?? Row.fetchOne(origins, arguments: [track])
            known[track] = origin
            guard let origin, let said = try Row.fetchOne(utterances, arguments: [place]),
                let kind = SpokenFeature.Kind(rawValue: origin["kind"])
            else { return nil }
            return FoundUtterance(
                package: PackageID(origin["name"]), feature: SpokenFeature(kind, origin["feature"]),
                language: LanguageTag(origin["language"]), isForHearingImpaired: origin["impaired"],
                utterance: utterance(starts: said["starts"], texts: said["texts"]), phrases: hits.attempts[attempt], attempt: attempt)
        }
    }

    private static func utterance(starts: String, texts: String) -> Utterance {
        let starts = starts.split(separator: " ").map { Int64($0) ?? 0 }
        let texts = texts.split(separator: "\n", omittingEmptySubsequences: false)
        return Utterance(parts: zip(starts, texts).map { Utterance.Part(start: $0, text: String($1)) })
    }
}
