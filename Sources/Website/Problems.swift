import HTTPTypes
import Hummingbird
import KinoraDocuments
import KinoraGate
import KinoraKernel
import Logging
import NIOCore

/// The one place that decides how an error leaves the building: its status, a sentence for the visitor, the cause for the owner's log.
struct Problems: ProblemAnswer {
    let pages: PageRenderer

    func answer(to error: any Error, for request: Request, from visitor: Visitor) -> Response {
        Words.$current.withValue(.asked(by: visitor, request)) { said(of: error, for: request, to: visitor) }
    }

    private func said(of error: any Error, for request: Request, to visitor: Visitor) -> Response {
        if let way = way(error, for: request) {
            return Response(status: .seeOther, headers: [.location: way, .cacheControl: "no-store"])
        }
        let problem = problem(error, visitor)
        do {
            var response = try page(problem, for: request, from: visitor)
            response.headers.append(contentsOf: problem.fields)
            return response
        } catch {
            visitor.logger.error("The page of a problem cannot be shown", metadata: ["error": "\(error)"])
            return Response(status: problem.status)
        }
    }

    /// Where a person goes who lacks something for a page: to sign in, to say who watches, to show the PIN or the password.
    private func way(_ error: any Error, for request: Request) -> String? {
        guard let refusal = error as? Refusal, request.headers[.accept]?.contains("text/html") == true else { return nil }
        // What was sent is lost; the person begins again where the form is.
        let next = request.method == .get ? LocalPath(request.uri.string) : nil
        switch refusal {
        case .signIn: return AccountPlace.login(next: next).address
        case .chooseProfile: return AccountPlace.profiles(next: next).address
        case .enterPIN: return AccountPlace.pin(next: next).address
        case .proveAgain: return AccountPlace.proveAgain(next: next).address
        case .setUpSecondFactor: return FactorPlace.secondFactor.address
        default: return nil
        }
    }

    private struct Problem {
        var status: HTTPResponse.Status
        var heading: Phrase
        var sentence: String
        var reference: String?
        var fields: HTTPFields = [:]
    }

    private func problem(_ error: any Error, _ visitor: Visitor) -> Problem {
        switch error {
        case Refusal.upgrading(let seconds):
            return Problem(
                status: .serviceUnavailable, heading: .problemUpgrading, sentence: sentence(.upgrading(seconds: seconds)),
                fields: Refusal.upgrading(seconds: seconds).fields)
        case let refusal as Refusal:
            return Problem(
                status: refusal.status, heading: heading(refusal.status), sentence: sentence(refusal), fields: refusal.fields)
        case StoreError.unavailable, StoreError.refused, StoreError.cannotWrite:
            visitor.logger.error("The database does not answer", metadata: ["error": "\(error)", "path": "\(visitor.endpointPath ?? "")"])
            return Problem(
                status: .serviceUnavailable, heading: .problemBusy, sentence: pages.words(.problemBusySentence), reference: visitor.id)
        case StoreError.invalid:
            return Problem(status: .badRequest, heading: .problemOther, sentence: pages.words(.problemOtherSentence))
        case let answer as any HTTPResponseError where answer.status.code == 404:
            return problem(Refusal.notFound, visitor)
        case let answer as any HTTPResponseError where (400..<500).contains(answer.status.code):
            return Problem(status: answer.status, heading: heading(answer.status), sentence: pages.words(.problemOtherSentence))
        default:
            visitor.logger.error("A request failed", metadata: ["error": "\(error)", "path": "\(visitor.endpointPath ?? "")"])
            return Problem(
                status: .internalServerError, heading: .problemOurs, sentence: pages.words(.problemOursSentence), reference: visitor.id)
        }
    }

    private func sentence(_ refusal: Refusal) -> String {
        switch refusal {
        case .notFound: pages.words(.problemNotFoundSentence)
        case .methodNotAllowed, .unknownMethod: pages.words(.problemMethodSentence)
        case .foreignHost: pages.words(.problemHostSentence)
        case .foreignOrigin: pages.words(.problemOriginSentence)
        case .tooLarge: pages.words(.problemTooLargeSentence)
        case .notPermitted, .chooseProfile, .enterPIN, .proveAgain, .setUpSecondFactor: pages.words(.problemNotPermittedSentence)
        case .signIn: pages.words(.problemSignInSentence)
        case .tooMany(let seconds): pages.words(.problemTooManySentence, String(seconds))
        case .busy: pages.words(.problemFullSentence)
        case .upgrading(let seconds): pages.words(.problemUpgradingSentence, String(seconds))
        case .badRequest: pages.words(.problemBadRequestSentence)
        case .conflict(let reason): reason
        }
    }

    private func heading(_ status: HTTPResponse.Status) -> Phrase {
        switch status {
        case .notFound: .problemNotFound
        case .forbidden, .methodNotAllowed, .notImplemented, .misdirectedRequest: .problemNotAllowed
        case .contentTooLarge: .problemTooLarge
        case .unauthorized: .problemSignIn
        case .tooManyRequests: .problemTooMany
        case .serviceUnavailable: .problemBusy
        default: .problemOther
        }
    }

    /// A page for browsers, one line of text for everybody else.
    private func page(_ problem: Problem, for request: Request, from visitor: Visitor) throws -> Response {
        guard request.headers[.accept]?.contains("text/html") == true else {
            let text = ByteBuffer(string: problem.sentence + "\n")
            let fields: HTTPFields = [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"]
            return Response(status: problem.status, headers: fields, body: ResponseBody(byteBuffer: text))
        }
        let page = ProblemPage(
            code: String(problem.status.code), heading: pages.words(problem.heading), sentence: problem.sentence,
            reference: problem.reference.map { pages.words(.problemReference, $0) })
        return try pages.response("problem", page, title: page.heading, section: .none, for: visitor, status: problem.status)
    }
}
