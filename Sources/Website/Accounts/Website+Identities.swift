import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel
import Logging
import NIOCore

/// Signing in through others, and which of them an account is linked with.
extension Website {
    var identityRoutes: [Route] {
        [
            at(.get, .begin, for: .passerby, begin),
            at(.get, .callback, for: .passerby, cameBack),
            at(.post, .formCallback, for: .signature, formCameBack),
            at(.get, .identities, for: .freshAccountHolder, identities),
            at(.get, .link, for: .freshAccountHolder, beginLink),
            at(.post, .unlink, for: .freshAccountHolder, unlink),
            at(.post, .deauthorize, for: .signature, deauthorize),
            at(.post, .deletion, for: .signature, deleteData),
            at(.get, .deletionStatus, for: .passerby, deletionStatus),
        ]
    }

    private func at(
        _ method: HTTPRequest.Method, _ pattern: IdentityPlace.Pattern, for rule: AccessRule, _ handler: @escaping Route.Handler
    ) -> Route {
        Route(method, pattern.rawValue, for: rule, Self.keptPrivate(handler))
    }

    /// Plain links for the pages for signing in and for joining; a form that ended at another site would be stopped by the browser.
    /// - Parameter invitation: the code that the person came by.
    func providerLinks(_ request: Request, invitation: String? = nil) -> [FormPage.Link] {
        accounts.providers.map {
            .init(
                label: words(.signInWith, $0.label),
                address: IdentityPlace.begin($0.name, next: next(request), invitation: invitation).address)
        }
    }

    /// Links for showing again who one is, to the providers that vouch for the member.
    func providerProofs(_ request: Request, of member: MemberID) async throws -> [FormPage.Link] {
        guard !accounts.providers.isEmpty else { return [] }
        let linked = Set(try await accounts.identities.list(of: member).map(\.value.provider))
        return accounts.providers.filter { linked.contains($0.name) }.map {
            .init(
                label: words(.signInWith, $0.label),
                address: IdentityPlace.begin($0.name, next: next(request), invitation: nil).address)
        }
    }

    // MARK: - There and back

    private func begin(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let provider = try provider(visitor)
        let query = FormFields(request.uri.query)
        return try await leave(for: provider, .signIn, request, visitor) { attempt in
            attempt.next = LocalPath(query["next"])?.text
            attempt.invitation = query["invitation"].flatMap { $0.utf8.count == RandomToken.length ? $0 : nil }
        }
    }

    private func beginLink(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let provider = try provider(visitor)
        let principal = try visitor.signedIn()
        // By GET, because a form that ends at another site is stopped by the browser; so no other site's page may begin it.
        guard request.headers[.fetchSite] != "cross-site" else { throw Refusal.foreignOrigin }
        return try await leave(for: provider, .link, request, visitor) { $0.session = principal.session }
    }

    private func leave(
        for provider: any IdentityProvider, _ purpose: ProviderAttempt.Purpose, _ request: Request, _ visitor: Visitor,
        _ complete: (inout ProviderAttempt) -> Void
    ) async throws -> Response {
        let (attempt, browser) = try await hearing {
            _ = try accounts.attempts.count(.provider, of: nil, from: device(request, visitor))
            return try await accounts.providerAttempts.begin(purpose, with: provider.name, complete)
        }
        do {
            let address = try await provider.address(for: attempt, callback: callback(of: provider))
            let cookie = visitor.sessionCookie.field(
                .provider, browser, seconds: Int(ProviderAttempt.life.inSeconds), sameSite: provider.answersByForm ? "None" : "Lax")
            return goOn(to: address, [cookie])
        } catch let refusal as ProviderRefusal {
            return try show(refusal, from: provider, visitor)
        }
    }

    private func cameBack(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try await comeBack(FormFields(request.uri.query), request, visitor)
    }

    private func formCameBack(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try await comeBack(try await form(request), request, visitor)
    }

    private func comeBack(_ fields: FormFields, _ request: Request, _ visitor: Visitor) async throws -> Response {
        let name = visitor.parameters.get("provider") ?? "apple"
        guard let provider = accounts.providers.first(where: { $0.name == name }), provider.answersByForm == (request.method == .post)
        else {
            throw Refusal.notFound
        }
        let answer = ProviderAnswer { fields[$0] }
        var response: Response
        do {
            let attempt = try await accounts.providerAttempts.spend(
                state: answer.state, with: name, browser: visitor.sessionCookie.value(.provider, in: request.headers))
            let identity = try await provider.identity(from: answer, to: attempt, callback: callback(of: provider))
            response =
                switch attempt.purpose {
                case .signIn: try await enter(identity, attempt, request, visitor)
                case .link: try await link(identity, attempt, visitor)
                }
        } catch let refusal as ProviderRefusal {
            response = try show(refusal, from: provider, visitor)
        }
        response.headers.append(visitor.sessionCookie.removal(.provider))
        return response
    }

    private func enter(
        _ identity: ProvidedIdentity, _ attempt: ProviderAttempt, _ request: Request, _ visitor: Visitor
    ) async throws -> Response {
        let device = device(request, visitor)
        switch try await accounts.enter(identity, from: attempt.provider, invitation: attempt.invitation, on: device) {
        case .belongsToAccount:
            return try note(.addressTaken, .identityBelongsToAccount, .login(next: nil), visitor, status: .conflict)
        case .notAdmitted: return try note(.notOpen, .notOpenSentence, .login(next: nil), visitor, status: .forbidden)
        case .entered(let outcome):
            var response = try await self.answer(outcome, request, visitor) { throw Refusal.notPermitted }
            let next = LocalPath(attempt.next)
            switch outcome {
            // Facebook leaves `#_=_` behind, which browsers carry along unless they are told another fragment.
            case .signedIn: response.headers[.location] = (next ?? .home).text + (attempt.provider == "facebook" ? "#" : "")
            case .needsSecondFactor: response.headers[.location] = AccountPlace.secondStep(next: next).address
            case .leaving: response.headers[.location] = DataPlace.keep(next: next).address
            case .refused, .notAdmitted: break
            }
            return response
        }
    }

    private func link(_ identity: ProvidedIdentity, _ attempt: ProviderAttempt, _ visitor: Visitor) async throws -> Response {
        guard let member = try await accounts.member(of: attempt) else { throw ProviderRefusal.stale }
        do {
            if try await accounts.identities.link(identity, from: attempt.provider, to: MemberID(member.id)) {
                try await tell(.identityAdded, member)
            }
        } catch let refusal as IdentityRefusal {
            return try show(
                NotePage(
                    heading: words(.identities), sentence: words.refusal(refusal),
                    link: .init(label: words(.toAccount), address: AccountPlace.account.address)), visitor, status: .conflict)
        }
        return goOn(to: IdentityPlace.identities.address)
    }

    // MARK: - What is linked

    private func identities(_ request: Request, _ visitor: Visitor) async throws -> Response { try await showIdentities(visitor) }

    private func showIdentities(
        _ visitor: Visitor, faults: [String] = [], status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let member = MemberID(try visitor.signedIn().member)
        var page = IdentitiesPage(try await accounts.identities.list(of: member), accounts.providers, words)
        page.faults = faults
        return try pages.response("account/identities", page, title: page.heading, section: .account, for: visitor, status: status)
    }

    private func unlink(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let member = try await holder(visitor)
        do {
            guard try await accounts.unlink(try visitor.parameters.require("identity"), of: member) else { throw Refusal.notFound }
        } catch let refusal as IdentityRefusal {
            return try await showIdentities(visitor, faults: [words.refusal(refusal)], status: .conflict)
        }
        try await tell(.identityRemoved, member)
        return goOn(to: IdentityPlace.identities.address)
    }

    // MARK: - What Facebook itself sends

    /// Whom the request is about.
    /// - Throws: `Refusal.notPermitted` where Facebook did not send it.
    private func subject(_ request: Request) async throws -> (reader: any SignedRequestReader, name: String) {
        guard let reader = accounts.requestReaders.first(where: { $0.provider == "facebook" }) else { throw Refusal.notFound }
        guard let signed = try await form(request)["signed_request"], let name = reader.subject(of: signed) else {
            throw Refusal.notPermitted
        }
        return (reader, name)
    }

    /// The person took the app away there: the identity goes, unless it is the only way into an account.
    private func deauthorize(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (reader, name) = try await subject(request)
        if let provided = ProvidedIdentity(issuer: reader.issuer, subject: name), let known = try await accounts.identities.find(provided),
            let member = try await accounts.members.read(MemberID(known.value.member))
        {
            _ = try? await accounts.unlink(known.id, of: member)
        }
        return Response(status: .ok)
    }

    private func deleteData(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (reader, name) = try await subject(request)
        let code = try await accounts.deletions.delete(issuer: reader.issuer, subject: name, provider: reader.provider)
        let place = String(callbackBase.dropLast("/login".count)) + IdentityPlace.deletion(code: code).address
        let json: Value = ["url": .string(place), "confirmation_code": .string(code)]
        return Response(
            status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.jsonBytes)))
    }

    private func deletionStatus(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let deletion = try await accounts.deletions.look(at: try visitor.parameters.require("code")) else { throw Refusal.notFound }
        let sentence = words(deletion.hadSomething ? .dataDeleted : .noDataToDelete, words.timestamp(deletion.doneAt))
        return try show(NotePage(heading: words(.dataDeletion), sentence: sentence), visitor)
    }

    // MARK: - Inside

    private func provider(_ visitor: Visitor) throws -> any IdentityProvider {
        let name = try visitor.parameters.require("provider")
        guard let provider = accounts.providers.first(where: { $0.name == name }) else { throw Refusal.notFound }
        return provider
    }

    /// The page for signing in; the addresses to come back to lie below it.
    private var callbackBase: String { accounts.reception.link(.signIn) }

    private func callback(of provider: any IdentityProvider) -> String { "\(callbackBase)/callback/\(provider.name)" }

    private func show(_ refusal: ProviderRefusal, from provider: any IdentityProvider, _ visitor: Visitor) throws -> Response {
        visitor.logger.notice(
            "A provider did not vouch for somebody", metadata: ["provider": "\(provider.name)", "reason": "\(refusal.reason)"])
        let status: HTTPResponse.Status = if case .away = refusal { .badGateway } else { .badRequest }
        return try show(
            NotePage(
                heading: words(.signInWith, provider.label), sentence: words.refusal(refusal),
                link: .init(label: words(.toSignIn), address: AccountPlace.login(next: nil).address)), visitor, status: status)
    }

    private func note(
        _ heading: Phrase, _ sentence: Phrase, _ place: AccountPlace, _ visitor: Visitor, status: HTTPResponse.Status
    ) throws -> Response {
        try show(
            NotePage(heading: words(heading), sentence: words(sentence), link: .init(label: words(.toSignIn), address: place.address)),
            visitor, status: status)
    }
}

extension HTTPField.Name {
    static let fetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
