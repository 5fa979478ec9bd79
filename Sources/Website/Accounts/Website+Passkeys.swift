import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel
import NIOCore

/// One's own passkeys: which there are, another one, fewer.
extension Website {
    var passkeyRoutes: [Route] {
        [
            at(.get, .passkeys, for: .freshAccountHolder, passkeys),
            at(.post, .passkeyQuestion, for: .freshAccountHolder, passkeyQuestion),
            at(.post, .passkeys, for: .freshAccountHolder, addPasskey),
            at(.post, .renamePasskey, for: .freshAccountHolder, renamePasskey),
            at(.post, .removePasskey, for: .freshAccountHolder, removePasskey),
        ]
    }

    /// The site that passkeys are made for; nil where browsers make none.
    var passkeySite: PasskeySite? { PasskeySite(accounts.reception.link(.home)) }

    /// The answer to a script that asks for a question, with the cookie that binds it to the browser.
    func put(_ ceremony: PasskeyCeremony, to visitor: Visitor) -> Response {
        let cookie = visitor.sessionCookie.field(.passkey, ceremony.sealed, seconds: Int(Passkeys.patience.inSeconds), sameSite: "Strict")
        var fields: HTTPFields = [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"]
        fields.append(cookie)
        return Response(status: .ok, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(string: ceremony.options)))
    }

    private func passkeys(_ request: Request, _ visitor: Visitor) async throws -> Response { try await showPasskeys(visitor) }

    private func showPasskeys(
        _ visitor: Visitor, faults: [String] = [], news: String? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let kept = try await accounts.passkeys.list(of: MemberID(try visitor.signedIn().member))
        var page = PasskeysPage(kept, on: passkeySite, words)
        page.faults = faults
        page.news = news
        return try pages.response("account/passkeys", page, title: page.heading, section: .account, for: visitor, status: status)
    }

    private func passkeyQuestion(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let site = passkeySite else { throw Refusal.notFound }
        let member = try await holder(visitor)
        do {
            return put(
                try await accounts.passkeys.beginRegistering(
                    for: MemberID(member.id), member.value, house: words(.siteName), on: site), to: visitor)
        } catch let error as PasskeyRefusal {
            throw Refusal.conflict(words.refusal(error))
        }
    }

    private func addPasskey(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let site = passkeySite else { throw Refusal.notFound }
        let member = try await holder(visitor)
        let form = try await form(request)
        do {
            _ = try await accounts.passkeys.register(
                Array((form["answer"] ?? "").utf8), sealed: visitor.sessionCookie.value(.passkey, in: request.headers) ?? "",
                for: MemberID(member.id), named: form["name"] ?? device(request, visitor).name, on: site)
        } catch let error as PasskeyRefusal {
            return try await showPasskeys(visitor, faults: [words.refusal(error)], status: .badRequest)
        }
        try await tell(.passkeyAdded, member)
        var response = goOn(to: FactorPlace.passkeys.address, [visitor.sessionCookie.removal(.passkey)])
        try await renewSession(visitor, in: &response)
        return response
    }

    private func renamePasskey(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let member = MemberID(try visitor.signedIn().member)
        let form = try await form(request)
        guard try await accounts.passkeys.rename(try visitor.parameters.require("passkey"), of: member, to: form["name"] ?? "") else {
            throw Refusal.notFound
        }
        return goOn(to: FactorPlace.passkeys.address)
    }

    private func removePasskey(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let member = try await holder(visitor)
        switch try await accounts.removePasskey(try visitor.parameters.require("passkey"), of: member) {
        case .removed: break
        case .unknown: throw Refusal.notFound
        case .lastWayIn: return try await showPasskeys(visitor, faults: [words(.lastWayIn)], status: .conflict)
        }
        try await tell(.passkeyRemoved, member)
        var response = goOn(to: FactorPlace.passkeys.address)
        try await renewSession(visitor, in: &response)
        return response
    }
}
