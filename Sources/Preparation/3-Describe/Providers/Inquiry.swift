import KinoraCatalogue
import KinoraKernel

/// Asks all providers about one title, in the owner's order.
///
/// An id that the owner, an NFO file or a name gives is believed; otherwise the title is searched for and `MatchRule` decides. What one
/// provider knows of a title's ids helps the others, also those before it.
struct Inquiry {
    let question: TitleQuestion
    /// Minutes.
    let length: Int?
    let lookups: [any Lookup]
    let standings: ProviderStandings

    private(set) var facts: [Origin: Facts] = [:]
    private(set) var ids: [Origin: String] = [:]
    private(set) var candidates: [Candidate] = []
    /// Those who answered.
    private(set) var answered: Set<Origin> = []
    /// Sentences about answers that were of no use.
    private(set) var troubles: [String] = []

    init(_ question: TitleQuestion, length: Int?, _ lookups: [any Lookup], _ standings: ProviderStandings) {
        self.question = question
        self.length = length
        self.lookups = lookups
        self.standings = standings
        knownIDs = question.ids
    }

    private var knownIDs: [String: String]
    /// The lengths of how many rivals are asked for.
    private static let mostRivals = 3

    var state: Match.State {
        if !ids.isEmpty { return .taken }
        return candidates.isEmpty ? .nothing : .unsure
    }

    mutating func run() async throws {
        for lookup in lookups { try await ask(lookup, mayPick: true) }
        for lookup in lookups where ids[lookup.origin] == nil && answered.contains(lookup.origin) && knownIDs != question.ids {
            try await ask(lookup, mayPick: false)
        }
        if !ids.isEmpty { candidates = [] }
    }

    private mutating func ask(_ lookup: any Lookup, mayPick: Bool) async throws {
        guard standings.isOpen(lookup.origin) else { return }
        do {
            if let id = try await identify(lookup, mayPick), let found = try await lookup.facts(of: id, question.kind) {
                ids[lookup.origin] = id
                facts[lookup.origin] = found
                knownIDs.merge(found.ids) { known, _ in known }
            }
            answered.insert(lookup.origin)
            try await standings.isWell(lookup.origin)
        } catch let trouble as LookupTrouble {
            if trouble.pause == nil {
                answered.insert(lookup.origin)
                troubles.append(trouble.sentence)
            } else {
                try await standings.pause(lookup.origin, trouble)
            }
        }
    }

    private mutating func identify(_ lookup: any Lookup, _ mayPick: Bool) async throws -> String? {
        if !knownIDs.isEmpty, let id = try await lookup.identify(knownIDs, question.kind) { return id }
        guard mayPick else { return nil }
        var found = try await lookup.candidates(for: question)
        if length != nil {
            for rival in MatchRule.rivals(question, found).prefix(Self.mostRivals) where rival.runtime == nil {
                let runtime = try await lookup.facts(of: rival.id, question.kind)?.runtime
                for index in found.indices where found[index].id == rival.id { found[index].runtime = runtime }
            }
            if case .taken(let only) = MatchRule.verdict(question, found), only.runtime == nil {
                let runtime = try await lookup.facts(of: only.id, question.kind)?.runtime
                for index in found.indices where found[index].id == only.id { found[index].runtime = runtime }
            }
        }
        switch MatchRule.verdict(question, found, length: length) {
        case .taken(let candidate): return candidate.id
        case .unsure(let offered):
            candidates = Array((candidates + offered).prefix(MatchRule.mostOffered))
            return nil
        case .nothing: return nil
        }
    }
}
