import Foundation
import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraBilling
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// Cancelling a contract and withdrawing from one without signing in (§ 312k and § 356a of the German civil code; Directive 2011/83/EU, articles
/// 9 to 11a): a page, a button that says what it does, and a confirmation with its moment, on the page and by letter.
extension Website {
    // MARK: Cancelling

    func cancellationForm(_ request: Request, _ visitor: Visitor) async throws -> Response {
        _ = try await counter()
        return try show(try await cancellationPage(nil, faults: [], visitor), visitor)
    }

    private func cancellationPage(_ typed: FormFields?, faults: [String], _ visitor: Visitor) async throws -> FormPage {
        let kind = typed?["kind"] ?? Declaration.Kind.cancellation.rawValue
        let end = typed?["end"] ?? "paid"
        var page = FormPage(
            heading: words(.cancelHere), lead: words(.cancelPublicLead), faults: faults, action: PaymentPlace.cancellation.address,
            fields: try await who(typed, visitor) + [
                .text("reason", words(.cancelReason), value: typed?["reason"] ?? "", limit: Declaration.longestText).optional()
            ],
            choices: [
                .init(
                    name: "kind", label: words(.cancelKind),
                    options: [(Declaration.Kind.cancellation, Phrase.cancelOrdinary), (.cancellationForCause, .cancelForCause)].map {
                        .init(value: $0.0.rawValue, label: words($0.1), isChosen: $0.0.rawValue == kind)
                    }),
                .init(
                    name: "end", label: words(.cancelWhen),
                    options: [("paid", Phrase.cancelEarliest), ("now", .cancelImmediately)].map {
                        .init(value: $0.0, label: words($0.1), isChosen: $0.0 == end)
                    }),
            ], button: words(.cancelNow))
        page.links = [.init(label: words(.withdrawHere), address: PaymentPlace.withdrawal.address)]
        return page
    }

    /// Who declares, and about which contract.
    private func who(_ typed: FormFields?, _ visitor: Visitor) async throws -> [FormPage.Field] {
        let member = try await known(visitor)
        return [
            .text("name", words(.yourName), value: typed?["name"] ?? member?.name ?? "", autocomplete: "name", limit: 120),
            .email(words(.mailAddress), value: typed?["email"] ?? member?.email ?? "", autocomplete: "email"),
            .text("contract", words(.cancelContract), value: typed?["contract"] ?? words(.cancelContractUsual), limit: 120),
        ]
    }

    /// A child behind a PIN is told nothing of the account.
    private func known(_ visitor: Visitor) async throws -> Member? {
        guard let principal = visitor.principal, !principal.isBehindPIN else { return nil }
        return try await accounts.members.read(MemberID(principal.member))?.value
    }

    func declareCancellation(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let form = try await form(request)
        let kind: Declaration.Kind = form["kind"] == Declaration.Kind.cancellationForCause.rawValue ? .cancellationForCause : .cancellation
        return try await declare(kind, form, request, visitor) { try await cancellationPage(form, faults: $0, visitor) }
    }

    // MARK: Withdrawing

    func withdrawalForm(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try await counter()
        return try show(try await withdrawalPage(nil, faults: [], billing, visitor), visitor)
    }

    /// What the law wants told of the right of withdrawal stands above the form with which it is used.
    private func withdrawalPage(_ typed: FormFields?, faults: [String], _ billing: Billing, _ visitor: Visitor) async throws -> FormPage {
        let seller = try await billing.rules().seller.joined(separator: ", ")
        var page = FormPage(
            heading: words(.withdrawHere), faults: faults, action: PaymentPlace.withdrawal.address, fields: try await who(typed, visitor),
            button: words(.withdrawNow), links: [.init(label: words(.cancelHere), address: PaymentPlace.cancellation.address)])
        page.paragraphs = [
            words(.withdrawalRight), seller.isEmpty ? words(.withdrawalHowPlain) : words(.withdrawalHow, seller), words(.withdrawalEffect),
            words(.withdrawalDigital),
        ]
        return page
    }

    func declareWithdrawal(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try await counter()
        let form = try await form(request)
        return try await declare(.withdrawal, form, request, visitor) {
            try await withdrawalPage(form, faults: $0, billing, visitor)
        }
    }

    // MARK: Taking it in

    /// The answer is the same whether there is such an account or not; only the letter goes to the account's own address.
    private func declare(
        _ kind: Declaration.Kind, _ form: FormFields, _ request: Request, _ visitor: Visitor, again: ([String]) async throws -> FormPage
    ) async throws -> Response {
        let billing = try await counter()
        var faults: [String] = []
        let address = MailAddress(form["email"])
        if address == nil { faults.append(words.fault(.address)) }
        func text(_ name: String, atMost limit: Int) -> String {
            (form[name] ?? "").trimmingCharacters(in: .whitespacesAndNewlines).onOneLine(atMost: limit)
        }
        let name = text("name", atMost: 120)
        if name.isEmpty { faults.append(words(.declareNoName)) }
        let reason = text("reason", atMost: Declaration.longestText)
        if kind == .cancellationForCause, reason.isEmpty { faults.append(words(.declareNoReason)) }
        guard let address, faults.isEmpty else { return try show(try await again(faults), visitor, status: .badRequest) }
        do {
            _ = try accounts.attempts.count(.declaration, of: address.text, from: device(request, visitor))
        } catch {
            throw Refusal.tooMany(seconds: error.seconds)
        }
        let now = accounts.time.now
        let contract = text("contract", atMost: 120)
        var declaration = Declaration(
            kind, name: name, email: address.text, contract: contract.isEmpty ? words(.cancelContractUsual) : contract,
            reason: reason.isEmpty ? nil : reason, isAtOnce: form["end"] == "now", at: now)
        declaration.isOfSubscription = contract.isEmpty || contract == words(.cancelContractUsual)
        let member = try await accounts.members.with(address)
        let isSignedIn = member != nil && visitor.principal.map { $0.member == member?.id && !$0.isBehindPIN } == true
        try await billing.declarations.take(declaration, of: member?.id, isSignedIn: isSignedIn)
        let received = words(kind == .withdrawal ? .withdrawalReceived : .cancellationReceived, words.timestamp(now))
        let told = [words.declared(kind), declaration.contract, name].joined(separator: ", ")
        return try show(
            NotePage(
                heading: words.declared(kind), sentence: "\(received) \(told). \(words(.declarationMailed, address.text))",
                link: .init(label: words(.siteName), address: Place.home.address)), visitor)
    }

    /// Contracts are cancelled with a house that sells, or that sold to somebody once.
    private func counter() async throws -> Billing {
        let billing = try shop()
        guard try await billing.rules().isOpen else {
            guard try await billing.subscriberCount() > 0 else { throw Refusal.notFound }
            return billing
        }
        return billing
    }
}

extension Words {
    func declared(_ kind: Declaration.Kind) -> String {
        switch kind {
        case .cancellation: self(.declaredCancellation)
        case .cancellationForCause: self(.declaredForCause)
        case .withdrawal: self(.declaredWithdrawal)
        }
    }
}
