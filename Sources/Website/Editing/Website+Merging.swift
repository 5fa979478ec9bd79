import Foundation
import HTTPTypes
import Hummingbird
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraPreparation
import KinoraViewing

/// Saying that two titles are one, and parting them again.
extension Website {
    func showMerging(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let title = try await mergeable(visitor)
        return try await answer(title, visitor, text: FormFields(request.uri.query)["q"])
    }

    func merge(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let title = try await mergeable(visitor)
        let form = try await form(request)
        guard let other = form["other"] else { throw Refusal.badRequest }
        do {
            switch form["wish"] {
            case "merge": return try await merge(title, into: other, season: form["season"], visitor)
            case "part":
                try await part(title, other)
                return goOn(to: Place.merging(title.subject, nil).address)
            default: throw Refusal.badRequest
            }
        } catch let trouble as any Complaint where trouble is MergeTrouble || trouble is CorrectionTrouble {
            return try await answer(title, visitor, faults: [words.trouble(trouble)], status: .conflict)
        }
    }

    /// Nothing of what viewers watched and said is written anew: it is found under the names of both.
    private func merge(_ title: Mergeable, into other: String, season: String?, _ visitor: Visitor) async throws -> Response {
        let place: Place
        switch title.subject {
        case .film(let id):
            guard let heir = try await shelves(visitor).film(FilmID(other)), heir.id == other else { throw MergeTrouble.unknownTitle }
            try await corrector.merge(id, into: FilmID(other))
            place = .film(FilmID(other))
        case .series(let id):
            guard let heir = try await shelves(visitor).series(SeriesID(other)), heir.id == other else { throw MergeTrouble.unknownTitle }
            var number: Int?
            if let season {
                guard let asked = Int(season), (1...Self.mostSeasons).contains(asked) else { throw Refusal.badRequest }
                number = asked
            }
            try await corrector.merge(id, into: SeriesID(other), asSeason: number)
            place = .series(SeriesID(other))
        case .source, .season, .episode: throw Refusal.notFound
        }
        return goOn(to: place.address)
    }

    private static let mostSeasons = 1000

    private func part(_ title: Mergeable, _ other: String) async throws {
        switch title.subject {
        case .film(let id): try await corrector.part(FilmID(other), from: id)
        case .series(let id): try await corrector.part(SeriesID(other), from: id)
        case .source, .season, .episode: throw Refusal.notFound
        }
    }

    /// A title that can be made one with another.
    private struct Mergeable: Sendable {
        let subject: Subject
        let id: String
        let name: String
        let absorbed: [AbsorbedTitle]
        let sources: [String]
    }

    private func mergeable(_ visitor: Visitor) async throws -> Mergeable {
        let shelves = try shelves(visitor)
        switch Subject(name: try visitor.parameters.require("title")) {
        case .film(let id):
            let film = try await shelves.film(id).orNotFound()
            guard film.id == id.rawValue else { throw Refusal.notFound }
            return Mergeable(
                subject: .film(id), id: film.id, name: film.value.description.shownTitle(words), absorbed: film.value.absorbed,
                sources: film.value.sources)
        case .series(let id):
            let series = try await shelves.series(id).orNotFound()
            guard series.id == id.rawValue else { throw Refusal.notFound }
            return Mergeable(
                subject: .series(id), id: series.id, name: series.value.description.shownTitle(words), absorbed: series.value.absorbed,
                sources: [])
        default: throw Refusal.notFound
        }
    }

    private func answer(
        _ title: Mergeable, _ visitor: Visitor, text: String? = nil, faults: [String] = [], status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let text = text?.onOneLine(atMost: 200)
        var candidates: [(id: String, label: String)]?
        if let text {
            let found = try await shelves(visitor).search(text, first: Self.mostCandidates)
            if case .film = title.subject {
                candidates = found.films.map { ($0.id, words.named($0.value.description)) }
            } else {
                candidates = found.series.map { ($0.id, words.named($0.value.description)) }
            }
            candidates?.removeAll { $0.id == title.id }
        }
        var files: [(source: String, path: String)] = []
        for source in title.sources.prefix(Self.mostFiles) {
            if let path = try await corrector.path(of: source) { files.append((source, path)) }
        }
        let page = MergingPage(
            title.subject, named: title.name, title.absorbed, candidates: candidates, text: text ?? "", files: files, faults: faults,
            back: .edit(title.subject), words)
        var response = try pages.response("merging", page, title: page.heading, section: .none, for: visitor, status: status)
        response.headers[.cacheControl] = "no-store"
        return response
    }

    private static let mostCandidates = 20
    private static let mostFiles = 50
}

extension Words {
    fileprivate func named(_ description: Description) -> String {
        description.shownTitle(self) + (description.year.map { " (\($0))" } ?? "")
    }

    /// Why two titles are not made one, or not parted.
    fileprivate func trouble(_ trouble: any Complaint) -> String {
        switch trouble as? MergeTrouble {
        case .unknownTitle: self(.mergeGone)
        case .sameTitle: self(.mergeSame)
        case .notAbsorbed: self(.mergeParted)
        case .manySeasons: self(.mergeManySeasons)
        case .sameNames: self(.mergeSameNames)
        case nil: self(.mergeLibraryAway)
        }
    }
}
