import KinoraBilling
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraViewing

extension Website {
    /// What there is to buy before somebody can play this; nil where it is open to them.
    func offers(_ feature: WatchedFeature, _ visitor: Visitor) async throws -> [FormPage.Link]? {
        try await offers(feature.listing.subjects.map { SaleSubject(rawValue: $0) }, visitor)
    }

    /// - Parameter chain: the title, and what it belongs to.
    func offers(_ chain: [SaleSubject], _ visitor: Visitor) async throws -> [FormPage.Link]? {
        guard let billing else { return nil }
        let principal = try visitor.signedIn()
        let question = PlayQuestion(chain, member: principal.member, isStaff: principal.role.rights.contains(.editCatalogue))
        guard case .closed(let offers) = try await billing.turnstile.look(question) else { return nil }
        var links: [FormPage.Link] = []
        if offers.isForSubscribers { links.append(.init(label: words(.subscribeToWatch), address: PaymentPlace.payments.address)) }
        let currency = try await billing.rules().currencies.first ?? .eur
        if let subject = offers.subject {
            if let price = offers.rental?.prices.amount(in: currency) {
                links.append(
                    .init(label: words(.rentFor, price.description), address: PaymentPlace.title(subject, isRental: true).address))
            }
            if let price = offers.purchase.amount(in: currency) {
                links.append(
                    .init(label: words(.buyFor, price.description), address: PaymentPlace.title(subject, isRental: false).address))
            }
        }
        return links + (try await passes(with: Set(chain), currency))
    }

    /// Passes in which something of this is.
    func passes(with subjects: Set<SaleSubject>, _ currency: Currency) async throws -> [FormPage.Link] {
        guard let billing, try await billing.rules().isOpen else { return [] }
        return try await billing.offeredPasses().compactMap { pass in
            guard let price = pass.value.prices.amount(in: currency), !subjects.isDisjoint(with: pass.value.subjects) else { return nil }
            return .init(
                label: words(.passFor, pass.value.name, price.description), address: PaymentPlace.pass(PassID(pass.id)).address)
        }
    }

    /// What a collection's films are sold together for, to somebody to whom one of them is closed.
    func offers(collection: CollectionShelf, _ visitor: Visitor) async throws -> [FormPage.Link] {
        guard let billing, try await billing.rules().isOpen else { return [] }
        var closed: Set<SaleSubject> = []
        for film in collection.films where try await offers([.film(FilmID(film.id))], visitor) != nil {
            closed.insert(.film(FilmID(film.id)))
        }
        let currency = try await billing.rules().currencies.first ?? .eur
        return closed.isEmpty ? [] : try await passes(with: closed, currency)
    }
}
