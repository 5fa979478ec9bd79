import HTTPTypes
import Hummingbird
import KinoraBilling
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraPreparation

/// Writing what a title is about.
extension Website {
    func edit(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (subject, told, place) = try await told(visitor)
        var page = EditPage(subject, told, TitleForm(told.description), faults: [], back: place, words)
        page.pictures = studio == nil ? nil : Place.pictures(subject).address
        switch subject {
        case .film, .series: page.merging = Place.merging(subject, nil).address
        case .source, .season, .episode: break
        }
        page.selling = try sold(subject).flatMap { try termsAddress($0, visitor) }
        return try show(page, visitor)
    }

    func keepEdit(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (subject, told, place) = try await told(visitor)
        let form = TitleForm(try await form(request))
        let (facts, faults) = form.facts(over: told)
        guard faults.isEmpty else {
            return try show(EditPage(subject, told, form, faults: faults, back: place, words), visitor, status: .badRequest)
        }
        try await corrector.tell(subject, facts)
        return goOn(to: place.address)
    }

    /// Takes all of the owner's words about a title back.
    func makeAutomatic(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (subject, _, place) = try await told(visitor)
        try await corrector.untell(subject)
        return goOn(to: place.address)
    }

    /// The address of the form; nil for those who have no part in it.
    func editAddress(_ subject: Subject, _ visitor: Visitor) throws -> String? {
        try visitor.signedIn().may(.editCatalogue) ? Place.edit(subject).address : nil
    }

    /// What of a title has terms of its own.
    private func sold(_ subject: Subject) -> SaleSubject? {
        switch subject {
        case .film(let id): .film(id)
        case .series(let id): .series(id)
        case .episode(let id): .episode(id)
        case .source, .season: nil
        }
    }

    /// A title that the editor may see, with what is said of it and the page where it stands.
    private func told(_ visitor: Visitor) async throws -> (Subject, Corrector.Told, Place) {
        guard let subject = Subject(name: try visitor.parameters.require("title")), let place = try await place(of: subject, visitor),
            let told = try await corrector.told(subject)
        else { throw Refusal.notFound }
        return (subject, told, place)
    }

    private func place(of subject: Subject, _ visitor: Visitor) async throws -> Place? {
        let shelves = try shelves(visitor)
        switch subject {
        case .film(let id): return try await shelves.film(id) == nil ? nil : .film(id)
        case .series(let id): return try await shelves.series(id) == nil ? nil : .series(id)
        case .episode(let id): return try await shelves.episode(id).map { .season($0.value.series, $0.value.season) }
        case .source, .season: return nil
        }
    }

    private func show(_ page: EditPage, _ visitor: Visitor, status: HTTPResponse.Status = .ok) throws -> Response {
        var response = try pages.response("edit", page, title: page.heading, section: .none, for: visitor, status: status)
        response.headers[.cacheControl] = "no-store"
        return response
    }
}
