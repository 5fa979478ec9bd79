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
        guard terms.opening == .subscribers || terms.opening == .buyers else { return (.open(until: nil), nil) }
        let now = time.now
        let held = try await ledger.entitlements(of: question.member).open(at: now)
        var open = try await opening(held, question.chain, terms)
        if open.isEmpty, held.contains(where: \.scope.isOfTitles) {
            let former = try await FormerSubjects(store: store).of(question.chain)
            if !former.isEmpty { open = try await opening(held, former, terms) }
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
        _ held: [Entitlements.Holding], _ chain: [SaleSubject], _ terms: TitleTerms
    ) async throws -> [Entitlements.Holding] {
        var open: [Entitlements.Holding] = []
        for holding in held where try await opens(holding.scope, chain, terms) { open.append(holding) }
        return open
    }

    /// A rental that was not begun is used last, what lasts longest first.
    private static func worth(_ holding: Entitlements.Holding) -> Int64 {
        holding.isUnbegun ? -1 : holding.until?.milliseconds ?? .max
    }

    private func opens(_ scope: Scope, _ chain: [SaleSubject], _ terms: TitleTerms) async throws -> Bool {
        switch scope {
        case .everything: true
        case .plan(let plan): terms.opening == .subscribers && (terms.plans.isEmpty || terms.plans.contains(plan))
        case .title(let subject): chain.contains(subject)
        case .pass(let pass):
            try await !memory.subjects(of: pass) { Set(try await Records<Pass>(in: store).read(pass.rawValue)?.value.subjects ?? []) }
                .isDisjoint(with: chain)
        }
    }
}
