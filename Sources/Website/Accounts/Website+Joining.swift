import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraGate
import KinoraKernel

/// The first start, registration, invitations that are used, confirmation of addresses, forgotten passwords.
extension Website {
    var joiningRoutes: [Route] {
        [
            at(.get, .welcome, for: .passerby, welcome),
            at(.post, .welcome, for: .passerby, makeOwner),
            at(.get, .register, for: .passerby, register),
            at(.post, .register, for: .passerby, registered),
            at(.get, .join, for: .passerby, join),
            at(.post, .join, for: .passerby, joined),
            at(.get, .confirm, for: .passerby, confirm),
            at(.post, .confirm, for: .passerby, confirmed),
            at(.get, .forgot, for: .passerby, forgot),
            at(.post, .forgot, for: .passerby, sendReset),
            at(.get, .reset, for: .passerby, reset),
            at(.post, .reset, for: .passerby, setPassword),
        ].map(Self.withoutReferrer)
    }

    /// The address of a page holds a secret here, if only for a while.
    private static func withoutReferrer(_ route: Route) -> Route {
        route.answering { response in response.headers[.referrerPolicy] = "no-referrer" }
    }

    // MARK: - The first start

    private func welcome(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let code = try visitor.parameters.require("code")
        guard try await accounts.reception.admitsOwner(code) else { return try spent(visitor) }
        return try show(applicationPage(.makeOwner, .makeOwnerLead, AccountPlace.welcome(code: code)), visitor)
    }

    private func makeOwner(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let code = try visitor.parameters.require("code")
        let form = try await form(request)
        let outcome = try await hearing {
            try await accounts.reception.makeOwner(application(form, request), code: code, from: device(request, visitor))
        }
        return try await answer(outcome, form, .makeOwner, .makeOwnerLead, AccountPlace.welcome(code: code), request, visitor)
    }

    // MARK: - Registration

    private func register(_ request: Request, _ visitor: Visitor) async throws -> Response {
        if visitor.principal != nil { return goOn(to: LocalPath.home.text) }
        let rule = try await accounts.rules.rules().registration
        guard rule == .open || rule == .approval, try await accounts.members.hasOwner() else {
            return try show(NotePage(heading: words(.notOpen), sentence: words(.notOpenSentence)), visitor, status: .forbidden)
        }
        var page = applicationPage(.register, rule == .approval ? .registerWaitingLead : nil, .register)
        page.others = providerLinks(request)
        return try show(page, visitor)
    }

    private func registered(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try await take(request, invitation: nil, .register, visitor)
    }

    private func join(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let code = try visitor.parameters.require("code")
        guard try await accounts.invitations.look(at: code) != nil else { return try spent(visitor) }
        var page = applicationPage(.register, .joinLead, AccountPlace.join(code: code))
        page.others = providerLinks(request, invitation: code)
        return try show(page, visitor)
    }

    private func joined(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let code = try visitor.parameters.require("code")
        return try await take(request, invitation: code, .join(code: code), visitor)
    }

    private func take(_ request: Request, invitation: String?, _ place: AccountPlace, _ visitor: Visitor) async throws -> Response {
        let form = try await form(request)
        let outcome = try await hearing {
            try await accounts.reception.register(application(form, request), invitation: invitation, from: device(request, visitor))
        }
        return try await answer(outcome, form, .register, invitation == nil ? nil : .joinLead, place, request, visitor)
    }

    private func application(_ form: FormFields, _ request: Request) -> Reception.Application {
        Reception.Application(
            address: form["email"] ?? "", name: form["name"] ?? "", password: form["password"] ?? "", language: words(.languageTag))
    }

    private func applicationPage(
        _ heading: Phrase, _ lead: Phrase?, _ place: AccountPlace, _ form: FormFields? = nil, faults: [String] = []
    ) -> FormPage {
        FormPage(
            heading: words(heading), lead: lead.map { words($0) }, faults: faults, action: place.address,
            fields: [
                .text("name", words(.yourName), value: form?["name"] ?? "", autocomplete: "name", limit: PersonalName.longest),
                .email(words(.mailAddress), value: form?["email"] ?? ""),
                .password("password", words(.newPassword), hint: words(.passwordHint), autocomplete: "new-password"),
            ], button: words(.makeAccount), links: [.init(label: words(.haveAccount), address: AccountPlace.login(next: nil).address)])
    }

    private func answer(
        _ outcome: Reception.Outcome, _ form: FormFields, _ heading: Phrase, _ lead: Phrase?, _ place: AccountPlace, _ request: Request,
        _ visitor: Visitor
    ) async throws -> Response {
        switch outcome {
        case .faults(let faults):
            return try show(
                applicationPage(heading, lead, place, form, faults: faults.map { words.fault($0) }), visitor, status: .badRequest)
        case .letterSent: return try show(NotePage(heading: words(.letterSent), sentence: words(.letterSentSentence)), visitor)
        case .waiting: return try show(NotePage(.waiting, words), visitor)
        case .notAdmitted: return try spent(visitor)
        case .addressTaken:
            let page = applicationPage(heading, lead, place, form, faults: [words(.addressTaken)])
            return try show(page, visitor, status: .conflict)
        case .member(let member):
            let entered = try await accounts.signIn.enter(member, [.password], on: device(request, visitor))
            return try await self.answer(entered, request, visitor) { try spent(visitor) }
        }
    }

    /// A link that was used, or came too late, or never was one: always the same page.
    private func spent(_ visitor: Visitor) throws -> Response {
        try show(
            NotePage(
                heading: words(.linkSpent), sentence: words(.linkSpentSentence),
                link: .init(label: words(.toSignIn), address: AccountPlace.login(next: nil).address)), visitor, status: .gone)
    }

    // MARK: - Addresses

    private func confirm(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let code = try visitor.parameters.require("code")
        guard try await accounts.reception.member(confirming: code) != nil else { return try spent(visitor) }
        return try show(confirmPage(code), visitor)
    }

    private func confirmPage(_ code: String, faults: [String] = []) -> FormPage {
        FormPage(
            heading: words(.confirmAddress), lead: words(.confirmAddressLead), faults: faults,
            action: AccountPlace.confirm(code: code).address, fields: [.password("password", words(.password))],
            button: words(.confirmAddress))
    }

    private func confirmed(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let code = try visitor.parameters.require("code")
        let form = try await form(request)
        guard try await accounts.reception.member(confirming: code) != nil else { return try spent(visitor) }
        let device = device(request, visitor)
        do {
            let member = try await hearing { try await accounts.reception.confirm(code, password: form["password"] ?? "", from: device) }
            guard let member else {
                return try show(confirmPage(code, faults: [words(.proofRefused)]), visitor, status: .unauthorized)
            }
            let entered = try await accounts.signIn.enter(member, [.password], on: device)
            return try await answer(entered, request, visitor) { try spent(visitor) }
        } catch MemberRefusal.addressTaken {
            return try spent(visitor)
        }
    }

    // MARK: - Forgotten passwords

    private func forgot(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard accounts.outbox.canDeliver else {
            return try show(NotePage(heading: words(.forgotPassword), sentence: words(.noMailSentence)), visitor)
        }
        return try show(
            FormPage(
                heading: words(.forgotPassword), lead: words(.forgotLead), action: AccountPlace.forgot.address,
                fields: [.email(words(.mailAddress))], button: words(.sendLink)), visitor)
    }

    private func sendReset(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let form = try await form(request)
        try await hearing { try await accounts.reception.forgot(form["email"] ?? "", from: device(request, visitor)) }
        return try show(NotePage(heading: words(.letterSent), sentence: words(.resetSentSentence)), visitor)
    }

    private func reset(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let code = try visitor.parameters.require("code")
        guard try await accounts.reception.admitsReset(code) else { return try spent(visitor) }
        return try show(resetPage(code), visitor)
    }

    private func resetPage(_ code: String, faults: [String] = []) -> FormPage {
        FormPage(
            heading: words(.setPassword), faults: faults, action: AccountPlace.reset(code: code).address,
            fields: [.password("password", words(.newPassword), hint: words(.passwordHint), autocomplete: "new-password")],
            button: words(.setPassword))
    }

    private func setPassword(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let code = try visitor.parameters.require("code")
        let form = try await form(request)
        let faults = try await hearing {
            try await accounts.reception.reset(form["password"] ?? "", code: code, from: device(request, visitor))
        }
        guard let faults else { return try spent(visitor) }
        guard faults.isEmpty else {
            return try show(resetPage(code, faults: faults.map { words.fault(.password($0)) }), visitor, status: .badRequest)
        }
        return try show(
            NotePage(
                heading: words(.passwordSet), sentence: words(.passwordSetSentence),
                link: .init(label: words(.signIn), address: AccountPlace.login(next: nil).address)), visitor)
    }
}

extension HTTPField.Name {
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
}
