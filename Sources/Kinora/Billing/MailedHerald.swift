import KinoraAccounts
import KinoraBilling
import KinoraDocuments
import KinoraKernel
import KinoraWebsite
import Logging

/// Tells members by mail what became of what they pay for. A letter that cannot be put into the outbox is noted for the owner, and holds up no
/// payment: what it would have said stands on the member's page.
struct MailedHerald: BillingHerald {
    let accounts: Accounts
    /// The house's own address; members' pages lie below it.
    let origin: @Sendable () -> String
    let log: Logger

    func tell(_ notice: BillingNotice, to member: String) async {
        do {
            guard let known = try await accounts.members.read(MemberID(member)) else { return }
            try await accounts.outbox.tell(
                known.value, id: MemberID(known.id), .payment(letter(notice, PriceText(language: known.value.language))))
        } catch {
            let reason = (error as? any Complaint)?.sentence ?? "the store failed"
            log.warning("A letter about a payment was not written", metadata: ["reason": "\(reason)"])
        }
    }

    private func letter(_ notice: BillingNotice, _ price: PriceText) -> PaymentLetter {
        let link = origin() + PaymentPlace.payments.address
        let withdrawal = origin() + PaymentPlace.withdrawal.address
        func invoice(_ paper: BillingNotice.Paper?) -> String { paper.map { origin() + PaymentPlace.invoice($0.id).address } ?? link }
        return switch notice {
        case .paid(let title, let total, let paper, let hasConsented):
            .paid(
                title: title, total: price(total), invoice: paper?.title, link: invoice(paper), paper: paper?.id,
                consent: hasConsented ? true : nil, withdrawal: withdrawal)
        case .subscribed(let title, let amount, let each):
            .subscribed(title: title, price: price(amount, each: each), link: link, withdrawal: withdrawal)
        case .paymentFailed(let title, let until): .failed(title: title, openUntil: until, link: link)
        case .firstPaymentFailed(let title, let until): .neverPaid(title: title, until: until, link: link)
        case .trialEnds(let title, let at, let amount, let each):
            .trialEnds(title: title, at: at, price: price(amount, each: each), link: link)
        case .changed(let title, let amount, let each): .changed(title: title, price: price(amount, each: each), link: link)
        case .cancelled(let title, let at, let until, let house):
            .cancelled(title: title, at: at, openUntil: until, link: link, house: house)
        case .refunded(let title, let amount, let paper, let reason):
            .refunded(title: title, amount: price(amount), link: invoice(paper), paper: paper?.id, reason: reason)
        case .declared(let kind, let contract, let at): .declared(Self.declared(kind), contract: contract, at: at, link: link)
        }
    }

    private static func declared(_ kind: Declaration.Kind) -> PaymentLetter.Declared {
        switch kind {
        case .cancellation: .cancellation
        case .cancellationForCause: .cancellationForCause
        case .withdrawal: .withdrawal
        }
    }
}
