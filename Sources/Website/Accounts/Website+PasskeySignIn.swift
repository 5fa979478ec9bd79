import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// Signing in with a passkey, and showing again with one who one is.
extension Website {
    var passkeySignInRoutes: [Route] {
        [
            at(.post, .signInQuestion, for: .passerby, signInQuestion),
            at(.post, .signIn, for: .passerby, signInByPasskey),
            at(.post, .proveByPasskey, for: .member, proveByPasskey),
        ]
    }

    /// The button on the page for signing in; nil where browsers make no passkeys.
    func passkeySignIn(_ request: Request) -> PasskeyForm? {
        passkeySite.map {
            PasskeyForm(
                .offer, question: .signInQuestion, action: .signIn(next: next(request)), on: $0, label: words(.signInWithPasskey))
        }
    }

    /// The button for showing again who one is; nil for members without a passkey.
    func passkeyProof(_ request: Request, of member: MemberID) async throws -> PasskeyForm? {
        guard let site = passkeySite, try await !accounts.passkeys.list(of: member).isEmpty else { return nil }
        return PasskeyForm(
            .use, question: .signInQuestion, action: .proveByPasskey(next: next(request)), on: site, label: words(.goOnWithPasskey))
    }

    private func signInQuestion(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let site = passkeySite else { throw Refusal.notFound }
        return put(try accounts.passkeys.beginSigningIn(on: site), to: visitor)
    }

    private func signInByPasskey(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let site = passkeySite else { throw Refusal.notFound }
        let form = try await form(request)
        do {
            let outcome = try await hearing {
                try await accounts.signIn.passkey(
                    Array((form["answer"] ?? "").utf8), sealed: visitor.sessionCookie.value(.passkey, in: request.headers) ?? "", on: site,
                    of: accounts.passkeys, device: device(request, visitor))
            }
            var response = try await answer(outcome, request, visitor) {
                try await showLogin(request, visitor, fault: .passkeyRefused, status: .unauthorized)
            }
            response.headers.append(visitor.sessionCookie.removal(.passkey))
            return response
        } catch let error as PasskeyRefusal {
            return try await showLogin(request, visitor, fault: Words.phrase(for: error), status: .unauthorized)
        }
    }

    private func proveByPasskey(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let site = passkeySite else { throw Refusal.notFound }
        let principal = try visitor.signedIn()
        guard !principal.isTelevision else { throw Refusal.notPermitted }
        let form = try await form(request)
        do {
            let token = try await hearing {
                try await accounts.signIn.proveAgain(
                    Array((form["answer"] ?? "").utf8), sealed: visitor.sessionCookie.value(.passkey, in: request.headers) ?? "", on: site,
                    by: accounts.passkeys, session: principal.session, of: MemberID(principal.member), device: device(request, visitor))
            }
            guard let token else { throw PasskeyRefusal.unknown }
            return goOn(to: (next(request) ?? .home).text, [renewed(token, visitor), visitor.sessionCookie.removal(.passkey)])
        } catch let error as PasskeyRefusal {
            return try await showProveAgain(request, visitor, faults: [words.refusal(error)], status: .unauthorized)
        }
    }
}
