import HTTPTypes
import Hummingbird
import KinoraDocuments
import KinoraGate
import KinoraKernel
import Logging
import NIOCore

/// How errors leave the building where programs ask: as the error body of the API; everywhere else as somebody else decides.
package struct APIProblems: ProblemAnswer {
    let others: any ProblemAnswer

    package init(elsewhere others: any ProblemAnswer) {
        self.others = others
    }

    package func answer(to error: any Error, for request: Request, from visitor: Visitor) -> Response {
        let path = request.uri.path
        guard path == SharedAddresses.api || path.hasPrefix(SharedAddresses.api + "/") else {
            return others.answer(to: error, for: request, from: visitor)
        }
        return Self.answer(to: error, visitor)
    }

    /// The inside of an error goes to the log, never to the program.
    static func answer(to error: any Error, _ visitor: Visitor) -> Response {
        switch error {
        case let problem as APIProblem: return problem.response
        case let refusal as Refusal: return APIProblem(refusal).response
        case let error as StoreError:
            let problem = APIProblem(error) ?? .ours
            if problem.status.code >= 500 {
                visitor.logger.error("The database failed a program", metadata: ["error": "\(error.sentence)"])
            }
            return problem.response
        case let answer as any HTTPResponseError where (400..<500).contains(answer.status.code):
            if answer.status.code == 404 { return APIProblem.nothingHere.response }
            if answer.status.code == 413 { return APIProblem.tooLarge.response }
            return APIProblem(status: answer.status, message: "The request cannot be read.").response
        default:
            visitor.logger.error("A program's request failed", metadata: ["error": "\("\(error)".onOneLine())"])
            return APIProblem.ours.response
        }
    }
}

extension APIProblem {
    fileprivate init(_ refusal: Refusal) {
        let message =
            switch refusal {
            case .notFound: "There is nothing at this address."
            case .methodNotAllowed, .unknownMethod: "This method is not known here."
            case .foreignHost: "This server does not answer to that name."
            case .foreignOrigin: "A page of another site cannot use this."
            case .tooLarge: "The body is too large."
            case .notPermitted, .chooseProfile, .enterPIN, .proveAgain, .setUpSecondFactor: "This is not permitted."
            case .signIn: "Send a token."
            case .tooMany(let seconds): "Too many requests. Wait \(seconds) seconds."
            case .busy: "The server is busy. Try again in a few seconds."
            case .upgrading(let seconds):
                "The house is being upgraded, and can only be read. Changes are possible in about \(seconds) seconds."
            case .badRequest: "The request cannot be read."
            case .conflict(let reason): reason
            }
        self.init(status: refusal.status, message: message, fields: refusal.fields)
    }

    /// `{"http status code": …, "http status description": …, "message": …}`
    var body: Value {
        var members = details
        members["http status code"] = .int(Int64(status.code))
        members["http status description"] = .string(status.reasonPhrase)
        members["message"] = .string(message)
        return .object(members)
    }

    var response: Response {
        var fields = fields
        fields[.contentType] = "application/json; charset=utf-8"
        fields[.cacheControl] = "no-store"
        return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.jsonBytes)))
    }
}
