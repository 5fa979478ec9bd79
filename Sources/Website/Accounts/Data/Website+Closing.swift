import Foundation
import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// Closing an account, and changing one's mind.
extension Website {
    var closingRoutes: [Route] {
        [
            at(.get, .close, for: .freshAccountHolder, askToClose),
            at(.post, .close, for: .freshAccountHolder, close),
            at(.get, .keep, for: .passerby, askToKeep),
            at(.post, .keep, for: .passerby, keep),
        ]
    }

    // MARK: - Leaving

    private func askToClose(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try await showClosing(visitor)
    }

    private func showClosing(
        _ visitor: Visitor, faults: [String] = [], status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let days = try await accounts.rules.rules().daysOfGrace
        let lead = days == 0 ? words(.closeLeadAtOnce) : words(.closeLead, words.count(days, one: .oneDay, many: .manyDays))
        let page = FormPage(
            heading: words(.closeAccount), lead: lead, faults: faults, action: DataPlace.close.address,
            fields: [.text("word", words(.closeConfirm, words(.closeWord)), limit: 40)], button: words(.closeForGood),
            links: [.init(label: words(.yourData), address: DataPlace.data.address), toAccount])
        return try show(page, visitor, status: status, section: .account)
    }

    private func close(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let form = try await form(request)
        let word = (form["word"] ?? "").onOneLine(atMost: 40).trimmingCharacters(in: .whitespaces)
        guard word.lowercased() == words(.closeWord).lowercased() else {
            return try await showClosing(visitor, faults: [words(.closeWordWrong, words(.closeWord))], status: .badRequest)
        }
        let until: Moment
        do {
            until = try await accounts.close(MemberID(try visitor.signedIn().member))
        } catch let refusal as MemberRefusal {
            return try await showClosing(visitor, faults: [words.refusal(refusal)], status: .conflict)
        }
        let isAtOnce = until.since(accounts.time.now) < .seconds(60)
        let sentence = isAtOnce ? words(.closedAtOnce) : words(.closedSentence, words.timestamp(until))
        // Nobody is signed in any more: the page's head shows nobody either.
        var response = try pages.response(
            "account/note",
            NotePage(
                heading: words(.accountClosed), sentence: sentence,
                link: .init(label: words(.toSignIn), address: AccountPlace.login(next: nil).address)), title: words(.accountClosed),
            section: .none, for: visitor.leaving)
        let cookie = visitor.sessionCookie
        response.headers.append(contentsOf: [cookie.removal(.session), cookie.removal(.step)])
        response.headers[.clearSiteData] = #""cache", "storage""#
        return response
    }

    // MARK: - Staying

    private func askToKeep(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let step = visitor.sessionCookie.value(.step, in: request.headers), let until = try await accounts.signIn.leaving(step: step)
        else { return goOn(to: AccountPlace.login(next: next(request)).address) }
        let page = FormPage(
            heading: words(.accountClosing), lead: words(.accountClosingLead, words.timestamp(until)),
            action: DataPlace.keep(next: next(request)).address, fields: [], button: words(.keepAccount))
        return try show(page, visitor)
    }

    private func keep(_ request: Request, _ visitor: Visitor) async throws -> Response {
        _ = try await form(request)
        guard let step = visitor.sessionCookie.value(.step, in: request.headers) else {
            return goOn(to: AccountPlace.login(next: next(request)).address)
        }
        let outcome = try await accounts.signIn.keep(step: step, on: device(request, visitor))
        return try await answer(outcome, request, visitor) {
            goOn(to: AccountPlace.login(next: next(request)).address, [visitor.sessionCookie.removal(.step)])
        }
    }
}
