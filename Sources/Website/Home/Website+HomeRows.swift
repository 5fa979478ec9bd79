import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// Which rows stand on the first page.
extension Website {
    func homeRows(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try await showHomeRows(visitor, HomeRowForm())
    }

    private func showHomeRows(
        _ visitor: Visitor, _ form: HomeRowForm, faults: [String] = [], status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let page = try await HomeRowsPage(
            try await homePlan.plan(), form, faults: faults, on: shelves(visitor).settled(), at: accounts.time.now, words)
        var response = try pages.response(
            "home-rows", page, title: words(.homeRows), section: .dashboard, for: visitor, status: status)
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// Moves, hides, removes or adds a row, and shows how the page stands then.
    func changeHomeRows(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let form = try await form(request)
        let id = form["row"] ?? ""
        switch form["wish"] {
        case "up": try await homePlan.change { $0.move(id, by: -1) }
        case "down": try await homePlan.change { $0.move(id, by: 1) }
        case "hide": try await homePlan.change { $0.hide(id, true) }
        case "show": try await homePlan.change { $0.hide(id, false) }
        case "remove": try await homePlan.change { $0.remove(id) }
        case "reset": try await homePlan.reset()
        case "add":
            let written = HomeRowForm(form)
            let (row, faults) = try await written.row(on: shelves(visitor).settled(), words)
            guard let row else { return try await showHomeRows(visitor, written, faults: faults, status: .badRequest) }
            do {
                try await homePlan.change { try $0.add(row) }
            } catch let full as HomePlanFull {
                return try await showHomeRows(visitor, written, faults: [words.said(full)], status: .conflict)
            }
        default: throw Refusal.badRequest
        }
        return goOn(to: Place.homeRows.address)
    }

    /// All collections that the viewer may see.
    func collections(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let shelves = try await shelves(visitor).settled()
        let asked = FormFields(request.uri.query)["page"].flatMap { Int($0) } ?? 1
        let page = try await CollectionsPage(shelves, page: asked, press(visitor))
        return try pages.response("collections", page, title: words(.collections), section: .films, for: visitor)
    }
}
