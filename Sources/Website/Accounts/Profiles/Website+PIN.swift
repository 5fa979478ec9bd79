import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// The PIN that keeps children in their profiles: showing it, and setting it.
extension Website {
    var pinRoutes: [Route] {
        [
            at(.get, .pin, for: .member, pin),
            at(.post, .pin, for: .member, showPIN),
            at(.get, .insteadOfPIN, for: .member, insteadOfPIN),
            at(.post, .insteadOfPIN, for: .member, showPassword),
            at(.get, .setPIN, for: .freshAccountHolder, setPIN),
            at(.post, .setPIN, for: .freshAccountHolder, changePIN),
            at(.get, .removePIN, for: .freshAccountHolder, removePIN),
            at(.post, .removePIN, for: .freshAccountHolder, takePINAway),
        ]
    }

    // MARK: - Showing it

    private func pin(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard try visitor.signedIn().isBehindPIN else { return goOn(to: (next(request) ?? .home).text) }
        return try askForPIN(request, visitor)
    }

    private func askForPIN(
        _ request: Request, _ visitor: Visitor, faults: [String] = [], status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let page = FormPage(
            heading: words(.pin), lead: words(.pinLead), faults: faults, action: AccountPlace.pin(next: next(request)).address,
            fields: [.pin(words(.pin))], button: words(.goOn),
            links: [
                .init(label: words(.pinForgotten), address: ProfilePlace.insteadOfPIN(next: next(request)).address),
                .init(label: words(.toHome), address: LocalPath.home.text),
            ])
        return try show(page, visitor, status: status)
    }

    private func showPIN(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let principal = try visitor.signedIn()
        let pin = try await form(request)["pin"] ?? ""
        guard try await hearing({ try await accounts.pins.isRight(pin, of: MemberID(principal.member), on: device(request, visitor)) })
        else {
            return try askForPIN(request, visitor, faults: [words(.pinWrong)], status: .unauthorized)
        }
        return try await open(principal.session, request, visitor)
    }

    /// Lets a session past the PIN for a while.
    private func open(_ session: String, _ request: Request, _ visitor: Visitor) async throws -> Response {
        let now = accounts.time.now
        guard let token = try await accounts.sessions.renew(session, { $0.pinShownAt = now }) else { throw Refusal.signIn }
        return goOn(to: (next(request) ?? .home).text, [renewed(token, visitor)])
    }

    private func insteadOfPIN(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try await askForPassword(request, visitor)
    }

    private func askForPassword(
        _ request: Request, _ visitor: Visitor, faults: [String] = [], status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let member = try await holder(visitor)
        var fields = [FormPage.Field.password("password", words(.password))]
        if member.value.totp?.activeSince != nil { fields.append(.code(words(.code), hint: words(.recoveryHint))) }
        let page = FormPage(
            heading: words(.pinForgotten), lead: words(.pinForgottenLead), faults: faults,
            action: ProfilePlace.insteadOfPIN(next: next(request)).address, fields: fields, button: words(.goOn))
        return try show(page, visitor, status: status)
    }

    private func showPassword(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let principal = try visitor.signedIn()
        let form = try await form(request)
        let token = try await hearing {
            try await accounts.signIn.proveAgain(
                form["password"] ?? "", code: form["code"], session: principal.session, of: MemberID(principal.member),
                on: device(request, visitor))
        }
        guard let token else {
            return try await askForPassword(request, visitor, faults: [words(.proofRefused)], status: .unauthorized)
        }
        return try await open(RandomToken.digest(of: token), request, visitor)
    }

    // MARK: - Setting it

    private func setPIN(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try await showPINForm(request, visitor)
    }

    private func showPINForm(
        _ request: Request, _ visitor: Visitor, faults: [String] = [], status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let stands = try await holder(visitor).value.pin != nil
        var page = FormPage(
            heading: words(.pin), lead: words(.pinWhy), faults: faults, action: ProfilePlace.setPIN(next: next(request)).address,
            fields: [.pin(words(.pinNew), hint: words(.pinHint))], button: words(.save),
            links: [.init(label: words(.toAccount), address: AccountPlace.account.address)])
        if stands { page.links.append(.init(label: words(.pinRemove), address: ProfilePlace.removePIN.address)) }
        return try show(page, visitor, status: status, section: .account)
    }

    private func changePIN(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let member = try await holder(visitor)
        let pin = try await form(request)["pin"] ?? ""
        if let fault = try await hearing({ try await accounts.pins.set(pin, of: MemberID(member.id)) }) {
            return try await showPINForm(
                request, visitor, faults: [words(fault == .easy ? .pinEasy : .pinUnfit)], status: .badRequest)
        }
        try await tellOfPIN(member)
        return goOn(to: (next(request) ?? AccountPlace.account.local ?? .home).text)
    }

    private func removePIN(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let page = FormPage(
            heading: words(.pinRemove), lead: words(.pinRemoveLead), action: ProfilePlace.removePIN.address, fields: [],
            button: words(.pinRemove), links: [.init(label: words(.back), address: ProfilePlace.setPIN(next: nil).address)])
        return try show(page, visitor, section: .account)
    }

    private func takePINAway(_ request: Request, _ visitor: Visitor) async throws -> Response {
        _ = try await form(request)
        let member = try await holder(visitor)
        try await accounts.pins.remove(of: MemberID(member.id))
        try await tellOfPIN(member)
        return goOn(to: AccountPlace.account.address)
    }

    private func tellOfPIN(_ member: Stored<Member>) async throws {
        try await accounts.outbox.tell(member.value, id: MemberID(member.id), .credentialChanged(.pin, at: accounts.time.now))
    }
}
