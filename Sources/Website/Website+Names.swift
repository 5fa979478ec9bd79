import HTTPTypes
import Hummingbird
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraPreparation

/// Telling Kinora what a file is.
extension Website {
    func naming(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let naming = try await naming(visitor)
        return try answer(NamingPage(naming, NamingForm(naming), [], words), visitor)
    }

    func correctNaming(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let naming = try await naming(visitor)
        let fields = FormFields(String(buffer: try await request.body.collect(upTo: Visitor.mostBodyBytes)))
        let form = NamingForm(fields)
        switch form.correction() {
        case .failure(let faults): return try answer(NamingPage(naming, form, faults.list, words), visitor, status: .badRequest)
        case .success(let correction): return try await act { try await corrector.correct(naming.source.id, as: correction) }
        }
    }

    func takeBackNaming(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let naming = try await naming(visitor)
        return try await act { try await corrector.takeBack(naming.source.id) }
    }

    /// Which of the titles that providers offered is meant.
    func chooseTitle(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let subject = Subject(name: try visitor.parameters.require("title")) else { throw Refusal.notFound }
        let fields = FormFields(String(buffer: try await request.body.collect(upTo: Visitor.mostBodyBytes)))
        guard let chosen = fields["title"] else { throw Refusal.conflict(words.said(CorrectionTrouble.unknownCandidate)) }
        return try await act("titles") { try await corrector.choose(chosen == "none" ? nil : chosen, for: subject) }
    }

    private func naming(_ visitor: Visitor) async throws -> Corrector.Naming {
        guard let naming = try await corrector.naming(of: visitor.parameters.require("source")) else { throw Refusal.notFound }
        return naming
    }

    private func act(_ section: String = "names", _ body: () async throws -> Void) async throws -> Response {
        do {
            try await body()
        } catch let error as StoreError {
            throw error
        } catch let error as any Complaint {
            throw Refusal.conflict(words.said(error))
        }
        return Response(status: .seeOther, headers: [.location: Place.preparation.address + "#" + section])
    }

    private func answer(_ page: NamingPage, _ visitor: Visitor, status: HTTPResponse.Status = .ok) throws -> Response {
        try pages.response("naming", page, title: words(.whatIsThis), section: .preparation, for: visitor, status: status)
    }
}
