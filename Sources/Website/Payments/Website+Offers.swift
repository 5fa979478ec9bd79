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
        let order = try await priceOrder(visitor, billing)
        if let subject = offers.subject {
            if let price = order.price(offers.rental?.prices ?? []) {
                links.append(
                    .init(label: words(.rentFor, words.money(price)), address: PaymentPlace.title(subject, isRental: true).address))
            }
            if let price = order.price(offers.purchase) {
                links.append(
                    .init(label: words(.buyFor, words.money(price)), address: PaymentPlace.title(subject, isRental: false).address))
            }
        }
        return links + (try await passes(with: Set(chain), order))
    }

    /// Passes in which something of this is.
    private func passes(with subjects: Set<SaleSubject>, _ order: PriceOrder) async throws -> [FormPage.Link] {
        guard let billing, try await billing.rules().isOpen else { return [] }
        return try await billing.offeredPasses().compactMap { pass in
            guard let price = order.price(pass.value.prices), !subjects.isDisjoint(with: pass.value.subjects) else { return nil }
            return .init(
                label: words(.passFor, pass.value.name, words.money(price)), address: PaymentPlace.pass(PassID(pass.id)).address)
        }
    }

    /// What opens a collection's films, to somebody to whom one of them is closed: the collection itself where it is sold, and passes.
    func offers(collection: CollectionShelf, _ visitor: Visitor) async throws -> [FormPage.Link] {
        guard let billing, try await billing.rules().isOpen else { return [] }
        let whole = SaleSubject.collection(collection.id)
        var closed: Set<SaleSubject> = []
        for film in collection.films {
            let chain = SaleSubject.chain(FilmID(film.id), of: film.value)
            if try await offers(chain, visitor) != nil { closed.formUnion(chain) }
        }
        guard !closed.isEmpty else { return [] }
        if try await Records<TitleTerms>(in: billing.store).read(whole.rawValue) != nil, let sold = try await offers([whole], visitor) {
            // Passes with single films of it stand there too.
            let known = Set(sold.map(\.address))
            return sold + (try await passes(with: closed, try await priceOrder(visitor, billing))).filter { !known.contains($0.address) }
        }
        return try await passes(with: closed, try await priceOrder(visitor, billing))
    }
}
