import KinoraDocuments
import KinoraKernel

/// Says whether a member may play a title by what was paid. Asked when playing begins and whenever it is renewed; see `AccessMemory` for what
/// that costs.
package struct Turnstile: Sendable {
    let store: any DocumentStore
    let ledger: Ledger
    let memory: AccessMemory
    let time: any TimeSource

    package func rules() async throws -> BillingRules {
        try await memory.rules { try await Records<BillingRules>(in: store).read(BillingRules.id)?.value ?? BillingRules() }
    }

    /// What counts for a title, and for which subject it was set; the house's own opening where nothing was.
    package func terms(_ chain: [SaleSubject], _ rules: BillingRules) async throws -> (terms: TitleTerms, subject: SaleSubject?) {
        for subject in chain {
            let terms = try await memory.terms(of: subject) { try await Records<TitleTerms>(in: store).read(subject.rawValue)?.value }
            if let terms { return (terms, subject) }
        }
        return (TitleTerms(rules.opening), nil)
    }

    /// Whether somebody may play it now; changes nothing.
    package func look(_ question: PlayQuestion) async throws -> PlayAnswer { try await answer(question).0 }

    /// Whether somebody may play each of many titles now; changes nothing. The store is asked a few questions about all of them at once.
    /// - Parameter chains: see `PlayQuestion.chain`.
    package func look(_ chains: [[SaleSubject]], member: String, isStaff: Bool) async throws -> [Bool] {
        let rules = try await rules()
        guard rules.isOpen, !isStaff else { return chains.map { _ in true } }
        let known = try await memory.terms(ofAll: Set(chains.joined())) { try await read($0) }
        let terms = chains.map { chain in chain.compactMap { known[$0] }.first ?? TitleTerms(rules.opening) }
        var open = terms.map { !Self.isPaid($0) }
        guard open.contains(false) else { return open }
        let held = try await ledger.entitlements(of: member).open(at: time.now)
        let passes = try await passes(in: held)
        for index in open.indices where !open[index] {
            open[index] = !opening(held, chains[index], terms[index], passes).isEmpty
        }
        let closed = open.indices.filter { !open[$0] }
        guard !closed.isEmpty, held.contains(where: \.scope.isOfTitles) else { return open }
        let former = try await FormerSubjects(closed.map { chains[$0] }, in: store)
        for index in closed {
            open[index] = !opening(held, former.of(chains[index]), terms[index], passes).isEmpty
        }
        return open
    }

    /// Documents that are read at once.
    private static let piece = 500

    private func read(_ subjects: Set<SaleSubject>) async throws -> [SaleSubject: TitleTerms] {
        let names = subjects.map(\.rawValue).sorted()
        var found: [SaleSubject: TitleTerms] = [:]
        for start in stride(from: 0, to: names.count, by: Self.piece) {
            let some = names[start..<min(start + Self.piece, names.count)].map(Value.string)
            for terms in try await Records<TitleTerms>(in: store).find(Query(.in("_id", some))) {
                found[SaleSubject(rawValue: terms.id)] = terms.value
            }
        }
        return found
    }

    /// Whether nobody plays it without something that was paid.
    private static func isPaid(_ terms: TitleTerms) -> Bool { terms.opening == .subscribers || terms.opening == .buyers }

    /// Whether somebody may play it now; a rental that opens it begins.
    package func admit(_ question: PlayQuestion) async throws -> PlayAnswer {
        let (answer, rental) = try await answer(question)
        guard let rental, let deal = rental.deal, let hours = rental.hoursToFinish else { return answer }
        var entry = LedgerEntry(.begun, key: "begun/\(deal)", member: question.member, at: time.now)
        entry.deal = deal
        try await ledger.append(entry)
        return .open(until: time.now + .seconds(hours * 3600))
    }

    /// The answer, and the rental that it uses up, if nothing else opens the title.
    private func answer(_ question: PlayQuestion) async throws -> (PlayAnswer, Entitlements.Holding?) {
        let rules = try await rules()
        guard rules.isOpen, !question.isStaff else { return (.open(until: nil), nil) }
        let (terms, subject) = try await terms(question.chain, rules)
        guard Self.isPaid(terms) else { return (.open(until: nil), nil) }
        let now = time.now
        let held = try await ledger.entitlements(of: question.member).open(at: now)
        let passes = try await passes(in: held)
        var open = opening(held, question.chain, terms, passes)
        if open.isEmpty, held.contains(where: \.scope.isOfTitles) {
            let former = try await FormerSubjects([question.chain], in: store).of(question.chain)
            if !former.isEmpty { open = opening(held, former, terms, passes) }
        }
        guard let best = open.max(by: { Self.worth($0) < Self.worth($1) }) else {
            let isSold = terms.isSold(at: now)
            return (
                .closed(
                    PlayAnswer.Offers(
                        isForSubscribers: terms.opening == .subscribers, plans: terms.plans, subject: isSold ? subject : nil,
                        rental: isSold ? terms.rental : nil, purchase: isSold ? terms.purchase : [])), nil
            )
        }
        return (.open(until: best.until), best.isUnbegun ? best : nil)
    }

    private func opening(
        _ held: [Entitlements.Holding], _ chain: [SaleSubject], _ terms: TitleTerms, _ passes: [PassID: Set<SaleSubject>]
    ) -> [Entitlements.Holding] {
        held.filter { Self.opens($0.scope, chain, terms, passes) }
    }

    /// What is in the passes that somebody holds.
    private func passes(in held: [Entitlements.Holding]) async throws -> [PassID: Set<SaleSubject>] {
        var passes: [PassID: Set<SaleSubject>] = [:]
        for holding in held {
            guard case .pass(let pass) = holding.scope, passes[pass] == nil else { continue }
            passes[pass] = try await memory.subjects(of: pass) {
                Set(try await Records<Pass>(in: store).read(pass.rawValue)?.value.subjects ?? [])
            }
        }
        return passes
    }

    /// A rental that was not begun is used last, what lasts longest first.
    private static func worth(_ holding: Entitlements.Holding) -> Int64 {
        holding.isUnbegun ? -1 : holding.until?.milliseconds ?? .max
    }

    private static func opens(
        _ scope: Scope, _ chain: [SaleSubject], _ terms: TitleTerms, _ passes: [PassID: Set<SaleSubject>]
    ) -> Bool {
        switch scope {
        case .everything: true
        case .plan(let plan): terms.opening == .subscribers && (terms.plans.isEmpty || terms.plans.contains(plan))
        case .title(let subject): chain.contains(subject)
        case .pass(let pass): passes[pass]?.isDisjoint(with: chain) == false
        }
    }
}
