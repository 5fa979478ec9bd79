import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// Signing in, showing again who one is, signing out.
extension Website {
    var signInRoutes: [Route] {
        [
            at(.get, .login, for: .passerby, login),
            at(.post, .login, for: .passerby, signIn),
            at(.get, .secondStep, for: .passerby, secondStep),
            at(.post, .secondStep, for: .passerby, showCode),
            at(.get, .proveAgain, for: .member, proveAgain),
            at(.post, .proveAgain, for: .member, proved),
            at(.post, .logout, for: .passerby, logout),
        ]
    }

    // MARK: - The password

    private func login(_ request: Request, _ visitor: Visitor) async throws -> Response {
        if visitor.principal != nil { return goOn(to: (next(request) ?? .home).text) }
        return try await showLogin(request, visitor)
    }

    /// - Parameter fault: why it did not work.
    func showLogin(
        _ request: Request, _ visitor: Visitor, address: String = "", fault: Phrase? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        guard try await accounts.members.hasOwner() else {
            return try show(NotePage(heading: words(.noOwnerYet), sentence: words(.noOwnerYetSentence)), visitor)
        }
        let rules = try await accounts.rules.rules()
        let mayRegister = rules.registration == .open || rules.registration == .approval
        var page = FormPage(
            heading: words(.signIn), faults: fault.map { [words($0)] } ?? [], action: AccountPlace.login(next: next(request)).address,
            fields: [
                .email(words(.mailAddress), value: address, autocomplete: "username webauthn"), .password("password", words(.password)),
            ], button: words(.signIn))
        page.passkey = passkeySignIn(request)
        page.others += providerLinks(request)
        if accounts.outbox.canDeliver { page.links.append(.init(label: words(.forgotPassword), address: AccountPlace.forgot.address)) }
        if mayRegister { page.links.append(.init(label: words(.register), address: AccountPlace.register.address)) }
        page.links.append(.init(label: words(.televisionSignIn), address: TelevisionPlace.television.address))
        return try show(page, visitor, status: status)
    }

    private func signIn(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let form = try await form(request)
        let address = form["email"] ?? ""
        let outcome = try await hearing {
            try await accounts.signIn.password(address, form["password"] ?? "", on: device(request, visitor))
        }
        return try await answer(outcome, request, visitor) {
            try await showLogin(request, visitor, address: address, fault: .signInRefused, status: .unauthorized)
        }
    }

    /// What every way in ends with.
    /// - Parameter refused: the page to try again on.
    func answer(
        _ outcome: SignInOutcome, _ request: Request, _ visitor: Visitor, refused: () async throws -> Response
    ) async throws -> Response {
        switch outcome {
        case .signedIn(let arrival):
            // Whoever was signed in on this device before is not any more.
            if let token = visitor.sessionCookie.token(in: request.headers) {
                try await accounts.sessions.end(token: token)
            }
            return goOn(to: (next(request) ?? .home).text, cookies(of: arrival, visitor))
        case .needsSecondFactor(let step):
            let cookie = visitor.sessionCookie.field(.step, step, seconds: Int(SignInDesk.stepLife.inSeconds))
            return goOn(to: AccountPlace.secondStep(next: next(request)).address, [cookie])
        case .leaving(let step):
            let cookie = visitor.sessionCookie.field(.step, step, seconds: Int(SignInDesk.stepLife.inSeconds))
            return goOn(to: DataPlace.keep(next: next(request)).address, [cookie])
        case .refused: return try await refused()
        case .notAdmitted(let reason): return try show(NotePage(reason, words), visitor, status: .forbidden)
        }
    }

    /// Turns what the limits and the pool say into answers with the seconds to wait.
    func hearing<Outcome>(_ body: () async throws -> Outcome) async throws -> Outcome {
        do {
            return try await body()
        } catch let error as TooManyAttempts {
            throw Refusal.tooMany(seconds: error.seconds)
        } catch is PasswordsBusy {
            throw Refusal.busy(seconds: 5)
        }
    }

    // MARK: - The second step

    private func secondStep(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard visitor.sessionCookie.value(.step, in: request.headers) != nil else {
            return goOn(to: AccountPlace.login(next: next(request)).address)
        }
        return try showSecondStep(request, visitor)
    }

    private func showSecondStep(
        _ request: Request, _ visitor: Visitor, faults: [String] = [], status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let page = FormPage(
            heading: words(.secondStep), lead: words(.secondStepLead), faults: faults,
            action: AccountPlace.secondStep(next: next(request)).address,
            fields: [.code(words(.code), hint: words(.recoveryHint))], button: words(.signIn),
            links: [.init(label: words(.startAgain), address: AccountPlace.login(next: next(request)).address)])
        return try show(page, visitor, status: status)
    }

    private func showCode(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let form = try await form(request)
        guard let step = visitor.sessionCookie.value(.step, in: request.headers) else {
            return goOn(to: AccountPlace.login(next: next(request)).address)
        }
        let outcome = try await hearing { try await accounts.signIn.code(form["code"] ?? "", step: step, on: device(request, visitor)) }
        return try await answer(outcome, request, visitor) {
            try showSecondStep(request, visitor, faults: [words(.codeRefused)], status: .unauthorized)
        }
    }

    // MARK: - Once more

    private func proveAgain(_ request: Request, _ visitor: Visitor) async throws -> Response {
        if try visitor.signedIn().isTelevision {
            let note = NotePage(heading: words(.televisionNotHere), sentence: words(.televisionNotHereSentence))
            return try show(note, visitor, status: .forbidden)
        }
        return try await showProveAgain(request, visitor)
    }

    func showProveAgain(
        _ request: Request, _ visitor: Visitor, faults: [String] = [], status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let member = try await accounts.members.read(MemberID(try visitor.signedIn().member))
        var fields = [FormPage.Field.password("password", words(.password))]
        if member?.value.totp?.activeSince != nil { fields.append(.code(words(.code), hint: words(.recoveryHint))) }
        var page = FormPage(
            heading: words(.proveAgain), lead: words(.proveAgainLead), faults: faults,
            action: AccountPlace.proveAgain(next: next(request)).address, fields: fields, button: words(.goOn))
        page.passkey = try await passkeyProof(request, of: MemberID(try visitor.signedIn().member))
        page.others = try await providerProofs(request, of: MemberID(try visitor.signedIn().member))
        page.isBare = member?.value.password == nil && (page.passkey != nil || !page.others.isEmpty)
        return try show(page, visitor, status: status, section: .account)
    }

    private func proved(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let principal = try visitor.signedIn()
        guard !principal.isTelevision else { throw Refusal.notPermitted }
        let form = try await form(request)
        let token = try await hearing {
            try await accounts.signIn.proveAgain(
                form["password"] ?? "", code: form["code"], session: principal.session, of: MemberID(principal.member),
                on: device(request, visitor))
        }
        guard let token else {
            return try await showProveAgain(request, visitor, faults: [words(.proofRefused)], status: .unauthorized)
        }
        return goOn(to: (next(request) ?? .home).text, [renewed(token, visitor)])
    }

    /// The cookie of a session that got another token.
    func renewed(_ token: String, _ visitor: Visitor) -> HTTPField {
        visitor.sessionCookie.field(.session, token, seconds: Int(accounts.sessions.life.whole.inSeconds))
    }

    // MARK: - Out

    private func logout(_ request: Request, _ visitor: Visitor) async throws -> Response {
        if let principal = visitor.principal { try await accounts.sessions.end(principal.session, of: MemberID(principal.member)) }
        let cookie = visitor.sessionCookie
        var response = goOn(to: AccountPlace.login(next: nil).address, [cookie.removal(.session), cookie.removal(.step)])
        // W3C Clear Site Data: what pages left in this browser goes too; not the cookies, since one of them knows the device again.
        response.headers[.clearSiteData] = #""cache", "storage""#
        return response
    }
}

extension NotePage {
    init(_ reason: NotAdmitted, _ words: Words) {
        switch reason {
        case .unconfirmed: self.init(heading: words(.confirmFirst), sentence: words(.confirmFirstSentence))
        case .waiting: self.init(heading: words(.stillWaiting), sentence: words(.stillWaitingSentence))
        case .disabled: self.init(heading: words(.doorClosed), sentence: words(.doorClosedSentence))
        }
    }
}

extension HTTPField.Name {
    static let clearSiteData = HTTPField.Name("Clear-Site-Data")!
}
