import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// Changing one's password, or setting a first one.
extension Website {
    var passwordRoutes: [Route] {
        [
            at(.get, .password, for: .freshAccountHolder, password),
            at(.post, .password, for: .freshAccountHolder, changePassword),
        ]
    }

    func at(_ method: HTTPRequest.Method, _ pattern: FactorPlace.Pattern, for rule: AccessRule, _ handler: @escaping Route.Handler) -> Route
    {
        Route(method, pattern.rawValue, for: rule, Self.keptPrivate(handler))
    }

    private func password(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try show(passwordPage(try await holder(visitor).value), visitor, section: .account)
    }

    private func passwordPage(_ member: Member, faults: [String] = [], news: String? = nil) -> FormPage {
        let new = FormPage.Field.password("new", words(.newPassword), hint: words(.passwordHint), autocomplete: "new-password")
        let fields = member.password == nil ? [new] : [.password("current", words(.currentPassword)), new]
        return FormPage(
            heading: words(.password), lead: member.password == nil ? words(.firstPasswordLead) : nil, faults: faults, news: news,
            action: FactorPlace.password.address, fields: fields,
            checks: [.init(name: "others", label: words(.endOtherDevices), isOn: true)], button: words(.setPassword),
            links: [.init(label: words(.toAccount), address: AccountPlace.account.address)])
    }

    private func changePassword(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let member = try await holder(visitor)
        let form = try await form(request)
        let new = form["new"] ?? ""
        if let kept = member.value.password {
            let isRight = try await counted(.password, of: member.id, request, visitor) {
                try await accounts.passwords.verify(form["current"] ?? "", against: kept).isRight
            }
            guard isRight else {
                return try show(
                    passwordPage(member.value, faults: [words(.currentPasswordWrong)]), visitor, status: .badRequest, section: .account)
            }
        }
        let context = PasswordContext(house: words(.siteName), name: member.value.name, email: member.value.email)
        let faults = PasswordRules.faults(in: new, for: context)
        guard faults.isEmpty else {
            return try show(
                passwordPage(member.value, faults: faults.map { words.fault($0) }), visitor, status: .badRequest, section: .account)
        }
        let hash = try await hearing { try await accounts.passwords.hash(new) }
        let principal = try visitor.signedIn()
        try await accounts.reception.set(
            hash, for: MemberID(member.id), keeping: principal.session, endingOthers: form["others"] != nil)
        var response = try show(
            passwordPage(try await holder(visitor).value, news: words(.passwordChanged)), visitor, section: .account)
        try await renewSession(visitor, in: &response)
        return response
    }

    /// Looks at something secret that somebody shows: counted before, and taken out of the count where it was right.
    func counted(
        _ kind: AttemptLimiter.Kind, of account: String, _ request: Request, _ visitor: Visitor, _ isRight: () async throws -> Bool
    ) async throws -> Bool {
        try await hearing {
            let attempt = try accounts.attempts.count(kind, of: account, from: device(request, visitor), isKnown: true)
            let verdict = try await isRight()
            if verdict { accounts.attempts.forgive(attempt) }
            return verdict
        }
    }

    /// A new name for the session, after a change of what it admits to.
    func renewSession(_ visitor: Visitor, in response: inout Response) async throws {
        guard let token = try await accounts.sessions.renew(try visitor.signedIn().session) else { return }
        response.headers.append(renewed(token, visitor))
    }
}
