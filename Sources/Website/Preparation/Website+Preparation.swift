import HTTPTypes
import Hummingbird
import KinoraCatalogue
import KinoraGate
import KinoraKernel
import KinoraPreparation

/// What is being prepared, and what the owner does about it.
extension Website {
    func preparation(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let page = PreparationPage(board: try await JobBoard(desk, words), names: try await NamesBoard(corrector, words))
        return try pages.response("preparation", page, title: words(.preparation), section: .preparation, for: visitor)
    }

    func preparationEvents(_ request: Request, _ visitor: Visitor) async throws -> Response {
        events.answer(to: request, in: words)
    }

    func pauseAll(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try await desk.pauseAll(true)
        return Response(status: .seeOther, headers: [.location: Place.preparation.address])
    }

    func resumeAll(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try await desk.pauseAll(false)
        return Response(status: .seeOther, headers: [.location: Place.preparation.address])
    }

    func changeJob(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let action = visitor.parameters.get("action", as: JobAction.self) else { throw Refusal.notFound }
        do {
            try await desk.perform(action, on: JobID(visitor.parameters.require("job")))
        } catch let error as any Complaint {
            throw Refusal.conflict(words.said(error))
        }
        return Response(status: .seeOther, headers: [.location: Place.preparation.address])
    }
}
