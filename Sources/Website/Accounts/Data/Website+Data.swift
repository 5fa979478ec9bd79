import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel
import NIOCore

/// Taking one's data along.
extension Website {
    var dataRoutes: [Route] {
        [
            at(.get, .data, for: .freshAccountHolder, data),
            at(.post, .data, for: .freshAccountHolder, takeData),
        ] + closingRoutes + wishRoutes
    }

    private func data(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try show(
            FormPage(
                heading: words(.yourData), lead: words(.yourDataLead), action: DataPlace.data.address, fields: [], button: words(.takeData),
                links: [toAccount]), visitor, section: .account)
    }

    /// Everything in one archive, written while it is read.
    private func takeData(_ request: Request, _ visitor: Visitor) async throws -> Response {
        _ = try await form(request)
        let member = try await holder(visitor)
        _ = try await hearing { try accounts.attempts.count(.archive, of: member.id, from: device(request, visitor), isKnown: true) }
        let preface = words(.dataPreface, words.timestamp(accounts.time.now))
        let body = ResponseBody { [belongings = accounts.belongings] writer in
            try await belongings.archive(of: MemberID(member.id), preface: preface + "\n") { bytes in
                try await writer.write(ByteBuffer(bytes: bytes))
            }
            try await writer.finish(nil)
        }
        let name = "kinora-\(accounts.time.now.iso8601.prefix(10)).zip"
        return Response(
            status: .ok, headers: [.contentType: "application/zip", .contentDisposition: "attachment; filename=\"\(name)\""], body: body)
    }

    /// The link that all pages of the account have.
    var toAccount: FormPage.Link { .init(label: words(.toAccount), address: AccountPlace.account.address) }
}
