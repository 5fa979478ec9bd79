import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// Asks a provider only what it has not answered lately: answers are kept as documents, also that nothing was found.
package struct KeptLookup: Lookup {
    private let lookup: any Lookup
    private let answers: Records<KeptAnswer>
    private let time: any TimeSource

    /// For how long an answer is as good as new. A little less than the time after which titles are asked about again.
    static let freshness = Duration.seconds(29 * 24 * 3600)
    /// The same for knowing nothing: catalogues grow.
    static let freshnessOfNothing = Duration.seconds(6 * 24 * 3600)
    /// So many answers are kept; beyond, the oldest go.
    static let most = 100_000

    package init(_ lookup: any Lookup, store: any DocumentStore, time: any TimeSource) {
        self.lookup = lookup
        answers = Records(in: store)
        self.time = time
    }

    package var origin: Origin { lookup.origin }
    package var manner: String { lookup.manner }

    package func identify(_ ids: [String: String], _ kind: TitleKind) async throws -> String? {
        let question = ids.sorted { $0.key < $1.key }.map { "\($0) \($1)" }.joined(separator: " ")
        return try await kept("identify \(kind.rawValue) \(question)") { answer in
            answer.id = try await lookup.identify(ids, kind)
            return answer.id != nil
        }.id
    }

    package func candidates(for question: TitleQuestion) async throws -> [Candidate] {
        let text = question.titles.joined(separator: " | ") + (question.year.map { " \($0)" } ?? "")
        return try await kept("candidates \(question.kind.rawValue) \(text)") { answer in
            let found = try await lookup.candidates(for: question)
            answer.candidates = found.isEmpty ? nil : found
            return !found.isEmpty
        }.candidates ?? []
    }

    package func facts(of id: String, _ kind: TitleKind) async throws -> Facts? {
        try await kept("\(kind.rawValue) \(id)") { answer in
            answer.facts = try await lookup.facts(of: id, kind)
            return answer.facts != nil
        }.facts
    }

    package func season(_ number: Int, of id: String) async throws -> SeasonFacts? {
        try await kept("season \(number) of \(id)") { answer in
            answer.season = try await lookup.season(number, of: id)
            return answer.season != nil
        }.season
    }

    package func check() async throws { try await lookup.check() }

    /// - Parameter ask: fills the answer in, and says whether there was any.
    private func kept(_ question: String, _ ask: (inout KeptAnswer) async throws -> Bool) async throws -> KeptAnswer {
        let text = question.onOneLine(atMost: 1000)
        let name = String(Digest(of: Array("\(origin.rawValue)\n\(manner)\n\(question)".utf8)).hex.prefix(32))
        if let known = try await answers.read(name), isFresh(known) { return known.value }
        var answer = KeptAnswer(provider: origin, question: text, status: .notFound)
        if try await ask(&answer) { answer.status = .found }
        try await answers.change(name, startingFrom: answer) { [answer] in $0 = answer }
        return answer
    }

    private func isFresh(_ answer: Stored<KeptAnswer>) -> Bool {
        time.now.since(answer.updatedAt) < (answer.value.status == .found ? Self.freshness : Self.freshnessOfNothing)
    }

    /// Removes answers that nobody would take any more, and the oldest where there are too many.
    package static func sweep(_ store: any DocumentStore, _ time: any TimeSource, keeping most: Int = most) async throws {
        let answers = Records<KeptAnswer>(in: store)
        let stale: Filter = .lessThan("updatedAt", .date(time.now - freshness))
        while case let old = try await answers.find(Query(stale)), !old.isEmpty {
            for answer in old { _ = try await answers.delete(answer.id) }
        }
        var excess = try await answers.count() - most
        while excess > 0 {
            let oldest = try await answers.find(Query(sort: [.ascending("updatedAt")], limit: excess))
            if oldest.isEmpty { return }
            for answer in oldest { _ = try await answers.delete(answer.id) }
            excess -= oldest.count
        }
    }
}
