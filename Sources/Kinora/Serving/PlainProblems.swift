import HTTPTypes
import Hummingbird
import KinoraDocuments
import KinoraGate
import KinoraKernel
import Logging
import NIOCore

/// How errors leave a server that has no pages: a status and a line of text.
struct PlainProblems: ProblemAnswer {
    func answer(to error: any Error, for request: Request, from visitor: Visitor) -> Response {
        let (status, fields) = status(error, visitor)
        var headers = fields
        headers[.contentType] = "text/plain; charset=utf-8"
        headers[.cacheControl] = "no-store"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: "\(status.reasonPhrase)\n")))
    }

    private func status(_ error: any Error, _ visitor: Visitor) -> (HTTPResponse.Status, HTTPFields) {
        switch error {
        case let refusal as Refusal: return (refusal.status, refusal.fields)
        case let answer as any HTTPResponseError where (400..<500).contains(answer.status.code): return (answer.status, [:])
        case let error as StoreError:
            visitor.logger.error("The database does not answer", metadata: ["error": "\(error.sentence)"])
            return (.serviceUnavailable, [:])
        default:
            visitor.logger.error("A request failed", metadata: ["error": "\("\(error)".onOneLine())"])
            return (.internalServerError, [:])
        }
    }
}
