import Foundation
import HTTPTypes
import Hummingbird
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraViewing

/// The viewer's list.
extension Website {
    /// The press for one viewer: its cards know what is on the list.
    func press(_ visitor: Visitor) async throws -> CardPress {
        press.with(list: Set(try await listed(visitor, on: shelves(visitor))))
    }

    /// What is on the viewer's list, under its present names, what was put there last first.
    func listed(_ visitor: Visitor, on shelves: Shelves) async throws -> [String] {
        try await shelves.standing(watching.list.titles(of: visitor.viewer().profile))
    }

    func myList(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let shelves = try await shelves(visitor).settled()
        let names = try await listed(visitor, on: shelves)
        let page = try await MyListPage(
            names, on: shelves, page: FormFields(request.uri.query)["page"].flatMap { Int($0) } ?? 1,
            press.with(list: Set(names)))
        return try pages.response("my-list", page, title: words(.myList), section: .myList, for: visitor)
    }

    /// Puts a title on the list or takes it off, and goes back to the page where the button stands.
    func changeMyList(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (_, profile) = try visitor.viewer()
        let form = try await form(request)
        switch (form["add"], form["remove"]) {
        case (let id?, nil):
            // Only what the viewer may find; what was there before may be taken off all the same.
            let titles = try await shelves(visitor).titles(named: [id])
            guard let title = titles.films[id]?.id ?? titles.series[id]?.id else { throw Refusal.notFound }
            do {
                try await watching.list.add(title, by: profile)
            } catch let full as ListFull {
                throw Refusal.conflict(words.refusal(full))
            }
        case (nil, let id?): try await watching.list.remove(id, former: shelves(visitor).names(of: id), by: profile)
        default: throw Refusal.badRequest
        }
        return goOn(to: Self.origin(of: request)?.text ?? Place.myList(page: 1).address)
    }

    /// Path and query of the page that a form was sent from, as far as the browser tells; never another server's.
    static func origin(of request: Request) -> LocalPath? {
        guard let referer = request.headers[.referer], let parts = URLComponents(string: referer) else { return nil }
        return LocalPath(parts.percentEncodedPath + (parts.percentEncodedQuery.map { "?" + $0 } ?? ""))
    }
}

extension Website {
    /// The button on a title's own page.
    func listButton(_ name: TitleName, _ visitor: Visitor) async throws -> ListButton {
        let isListed = try await watching.list.contains(anyOf: shelves(visitor).names(of: name.id), of: visitor.viewer().profile)
        return ListButton(name, isListed: isListed, words)
    }
}
