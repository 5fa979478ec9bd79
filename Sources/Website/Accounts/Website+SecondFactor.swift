import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// Setting up a second factor, its recovery codes, and turning it off.
extension Website {
    var secondFactorRoutes: [Route] {
        [
            at(.get, .secondFactor, for: .freshAccountHolder, secondFactor),
            at(.post, .beginFactor, for: .freshAccountHolder, beginFactor),
            at(.post, .confirmFactor, for: .freshAccountHolder, confirmFactor),
            at(.post, .renewCodes, for: .freshAccountHolder, renewCodes),
            at(.post, .turnFactorOff, for: .freshAccountHolder, turnFactorOff),
        ]
    }

    private func secondFactor(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try await showFactor(visitor)
    }

    private func showFactor(
        _ visitor: Visitor, codes: [String] = [], faults: [String] = [], news: String? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let member = try await holder(visitor)
        var page = SecondFactorPage(MemberID(member.id), member.value, accounts.factors, words).with(codes)
        page.faults = faults
        page.news = news
        return try pages.response(
            "account/second-factor", page, title: page.heading, section: .account, for: visitor, status: status)
    }

    private func beginFactor(_ request: Request, _ visitor: Visitor) async throws -> Response {
        do {
            try await accounts.factors.begin(for: MemberID(try await holder(visitor).id))
        } catch FactorRefusal.alreadyActive {
            // The page says so.
        }
        return goOn(to: FactorPlace.secondFactor.address)
    }

    private func confirmFactor(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let member = try await holder(visitor)
        let form = try await form(request)
        var codes: [String] = []
        do {
            _ = try await counted(.code, of: member.id, request, visitor) {
                codes = try await accounts.factors.activate(for: MemberID(member.id), code: form["code"] ?? "")
                return true
            }
        } catch FactorRefusal.wrongCode {
            return try await showFactor(visitor, faults: [words(.factorCodeWrong)], status: .badRequest)
        } catch is FactorRefusal {
            return goOn(to: FactorPlace.secondFactor.address)
        }
        try await tell(.secondFactorOn, member)
        var response = try await showFactor(visitor, codes: codes, news: words(.secondFactorIsOn))
        try await renewSession(visitor, in: &response)
        return response
    }

    private func renewCodes(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let member = try await holder(visitor)
        do {
            let codes = try await accounts.factors.renewRecoveryCodes(for: MemberID(member.id))
            try await tell(.recoveryCodesMade, member)
            return try await showFactor(visitor, codes: codes)
        } catch is FactorRefusal {
            return goOn(to: FactorPlace.secondFactor.address)
        }
    }

    private func turnFactorOff(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let member = try await holder(visitor)
        let wasOn = member.value.totp?.activeSince != nil
        try await accounts.factors.turnOff(for: MemberID(member.id))
        if wasOn { try await tell(.secondFactorOff, member) }
        var response = goOn(to: FactorPlace.secondFactor.address)
        try await renewSession(visitor, in: &response)
        return response
    }

    /// Whoever has the account learns of every change of its ways in, by mail.
    func tell(_ change: CredentialChange, _ member: Stored<Member>) async throws {
        try await accounts.outbox.tell(member.value, id: MemberID(member.id), .credentialChanged(change, at: accounts.time.now))
    }
}
