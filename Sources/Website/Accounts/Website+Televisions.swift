import Foundation
import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel
import NIOCore

/// Televisions: a code on the screen, entered on a device that is signed in (RFC 8628; the result is a session of the house's own).
extension Website {
    var televisionRoutes: [Route] {
        [
            at(.get, .television, for: .passerby, television),
            at(.post, .television, for: .passerby, showTelevisionCode),
            at(.get, .state, for: .passerby, televisionState),
            at(.post, .enter, for: .passerby, enterTelevision),
            at(.get, .connect, for: .accountHolder, connectTelevision),
            at(.post, .connect, for: .accountHolder, findTelevision),
            at(.post, .approve, for: .accountHolder, approveTelevision),
            at(.post, .refuse, for: .accountHolder, refuseTelevision),
        ]
    }

    private func at(
        _ method: HTTPRequest.Method, _ pattern: TelevisionPlace.Pattern, for rule: AccessRule, _ handler: @escaping Route.Handler
    ) -> Route {
        Route(method, pattern.rawValue, for: rule, Self.keptPrivate(handler))
    }

    // MARK: - On the television

    private func television(_ request: Request, _ visitor: Visitor) async throws -> Response {
        if visitor.principal != nil { return goOn(to: Place.home.address) }
        guard let (secret, code) = shown(request, visitor) else { return try show(.begin(words), visitor) }
        switch try await accounts.televisions.ask(secret) {
        case .pending(let seconds), .slowDown(let seconds):
            guard let waiting = try await accounts.televisions.look(secret) else { return try showOver(visitor) }
            return try show(
                .waiting(waiting.value, code, at: origin, seconds: seconds, now: accounts.time.now, words), visitor)
        case .approved: return try show(.approved(words), visitor)
        case .refused:
            var response = try show(.refused(words), visitor)
            response.headers.append(visitor.sessionCookie.removal(.television))
            return response
        case .over: return try showOver(visitor)
        }
    }

    private func showTelevisionCode(_ request: Request, _ visitor: Visitor) async throws -> Response {
        if visitor.principal != nil { return goOn(to: Place.home.address) }
        guard try await accounts.members.hasOwner() else { return goOn(to: AccountPlace.login(next: nil).address) }
        _ = try await form(request)
        let device = device(request, visitor)
        let shown = try await hearing {
            _ = try accounts.attempts.count(.television, of: nil, from: device)
            if let (former, _) = self.shown(request, visitor) { try await accounts.televisions.drop(former) }
            return try await accounts.televisions.make(for: device)
        }
        let seconds = Int(TelevisionBook.life.inSeconds)
        return goOn(
            to: TelevisionPlace.television.address,
            [visitor.sessionCookie.field(.television, "\(shown.secret).\(shown.code.letters)", seconds: seconds)])
    }

    /// What the page's script asks: one word, and when to ask again.
    private func televisionState(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let secret = shown(request, visitor)?.secret ?? ""
        let (state, seconds) =
            switch try await accounts.televisions.ask(secret) {
            case .pending(let seconds): ("pending", seconds)
            case .slowDown(let seconds): ("slow_down", seconds)
            case .approved: ("approved", 0)
            case .refused: ("refused", 0)
            case .over: ("over", 0)
            }
        return Response(
            status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: #"{"state":"\#(state)","seconds":\#(seconds)}"#)))
    }

    private func enterTelevision(_ request: Request, _ visitor: Visitor) async throws -> Response {
        _ = try await form(request)
        guard let (secret, _) = shown(request, visitor) else { return goOn(to: TelevisionPlace.television.address) }
        let outcome = try await accounts.signIn.enterTelevision(secret, on: device(request, visitor))
        var response = try await answer(outcome, request, visitor) { try showOver(visitor) }
        response.headers.append(visitor.sessionCookie.removal(.television))
        return response
    }

    private func showOver(_ visitor: Visitor) throws -> Response {
        var response = try show(.over(words), visitor)
        response.headers.append(visitor.sessionCookie.removal(.television))
        return response
    }

    private func show(_ page: TelevisionPage, _ visitor: Visitor) throws -> Response {
        try pages.response("account/television", page, title: page.heading, section: .none, for: visitor)
    }

    /// What this television's cookie holds: the secret, and the letters that are kept nowhere else.
    private func shown(_ request: Request, _ visitor: Visitor) -> (secret: String, code: TelevisionCode)? {
        let parts = visitor.sessionCookie.value(.television, in: request.headers)?.split(separator: ".") ?? []
        guard parts.count == 2, let code = TelevisionCode(String(parts[1])) else { return nil }
        return (String(parts[0]), code)
    }

    /// Where the house is reached, from its settings and never from what a request says.
    private var origin: String {
        var parts = URLComponents(string: accounts.reception.link(.home))
        parts?.path = ""
        parts?.query = nil
        return parts?.string ?? ""
    }

    // MARK: - On the member's device

    private func connectTelevision(_ request: Request, _ visitor: Visitor) async throws -> Response {
        _ = try vouching(visitor)
        let typed = FormFields(request.uri.query)["code"].flatMap { TelevisionCode($0)?.text } ?? ""
        return try showConnect(visitor, typed: typed)
    }

    private func showConnect(
        _ visitor: Visitor, typed: String = "", fault: Phrase? = nil, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let page = FormPage(
            heading: words(.televisionConnect), lead: words(.televisionConnectLead), faults: fault.map { [words($0)] } ?? [],
            action: TelevisionPlace.connect(code: nil).address,
            fields: [.code(words(.televisionCode), value: typed)], button: words(.goOn))
        return try show(page, visitor, status: status, section: .account)
    }

    private func findTelevision(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let principal = try vouching(visitor)
        let typed = try await form(request)["code"] ?? ""
        let device = device(request, visitor)
        let found = try await hearing {
            try await accounts.signIn.television(showing: typed, for: MemberID(principal.member), on: device)
        }
        guard let found, let code = TelevisionCode(typed) else {
            return try showConnect(visitor, fault: .televisionUnknown, status: .badRequest)
        }
        let page = TelevisionWishPage(found.value, code, seenFrom: device, now: accounts.time.now, words)
        return try pages.response(
            "account/television-wish", page, title: words(.televisionConnect), section: .account, for: visitor)
    }

    private func approveTelevision(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try await decide(true, request, visitor)
    }

    private func refuseTelevision(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try await decide(false, request, visitor)
    }

    private func decide(_ isAllowed: Bool, _ request: Request, _ visitor: Visitor) async throws -> Response {
        let principal = try vouching(visitor)
        let typed = try await form(request)["code"] ?? ""
        let decided = try await hearing {
            try await accounts.signIn.decide(
                typed, isAllowed: isAllowed, by: MemberID(principal.member), in: principal.session, on: device(request, visitor))
        }
        guard decided != nil else { return try showConnect(visitor, fault: .televisionUnknown, status: .badRequest) }
        let note =
            isAllowed
            ? NotePage(heading: words(.televisionLetIn), sentence: words(.televisionLetInSentence))
            : NotePage(heading: words(.televisionKeptOut), sentence: words(.televisionKeptOutSentence))
        return try show(note, visitor)
    }

    /// Whoever may speak for another device: nobody who was let in by another device.
    private func vouching(_ visitor: Visitor) throws -> Principal {
        let principal = try visitor.signedIn()
        guard !principal.isTelevision else { throw Refusal.notPermitted }
        return principal
    }
}
