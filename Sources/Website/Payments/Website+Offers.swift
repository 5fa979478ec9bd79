import KinoraBilling
import KinoraGate
import KinoraKernel
import KinoraViewing

extension Website {
    /// What there is to buy before somebody can play this; nil where it is open to them.
    func offers(_ feature: WatchedFeature, _ visitor: Visitor) async throws -> [FormPage.Link]? {
        guard let billing else { return nil }
        let principal = try visitor.signedIn()
        let question = PlayQuestion(
            feature.listing.subjects.map { SaleSubject(rawValue: $0) }, member: principal.member,
            isStaff: principal.role.rights.contains(.editCatalogue))
        guard case .closed(let offers) = try await billing.turnstile.look(question) else { return nil }
        var links: [FormPage.Link] = []
        if offers.isForSubscribers { links.append(.init(label: words(.subscribeToWatch), address: PaymentPlace.payments.address)) }
        guard let subject = offers.subject else { return links }
        let currency = try await billing.rules().currencies.first ?? .eur
        if let price = offers.rental?.prices.amount(in: currency) {
            links.append(.init(label: words(.rentFor, price.description), address: PaymentPlace.title(subject, isRental: true).address))
        }
        if let price = offers.purchase.amount(in: currency) {
            links.append(.init(label: words(.buyFor, price.description), address: PaymentPlace.title(subject, isRental: false).address))
        }
        return links
    }
}
