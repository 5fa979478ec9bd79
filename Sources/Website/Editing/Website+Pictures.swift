import HTTPTypes
import Hummingbird
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraPreparation
import NIOCore

/// Choosing the pictures of a title.
extension Website {
    func showPictures(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (subject, title, studio) = try await illustrated(visitor)
        return try await answer(subject, title, studio, visitor)
    }

    /// Chooses another picture, or none.
    func changePictures(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (subject, title, studio) = try await illustrated(visitor)
        let form = try await form(request)
        let kind = form["kind"].flatMap(PictureKind.init(rawValue:))
        return try await choosing.take {
            try await act(subject, title, studio, visitor, typed: form["moment"]) {
                switch form["wish"] {
                case "choose": try await studio.choose(form["picture"] ?? "", for: subject)
                case "moment":
                    guard let moment = FilmMoment.milliseconds(form["moment"] ?? "") else { throw CorrectionTrouble.noSuchMoment }
                    try await studio.take(moment: moment, for: subject)
                case "automatic":
                    guard let kind else { throw Refusal.badRequest }
                    try await studio.automatic(kind, for: subject)
                case "fetch": try await studio.fetch(for: subject)
                default: throw Refusal.badRequest
                }
            }
        }
    }

    /// A picture of the owner's own.
    func sendPicture(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (subject, title, studio) = try await illustrated(visitor)
        return try await uploads.take {
            let body: ByteBuffer
            do {
                body = try await request.body.collect(upTo: Visitor.mostUploadBytes)
            } catch is NIOTooManyBytesError {
                throw Refusal.tooLarge
            }
            let form = try MultipartForm(request.headers[.contentType], body)
            guard let kind = form["kind"].flatMap(PictureKind.init(rawValue:)), let bytes = form.bytes("file") else {
                throw Refusal.badRequest
            }
            guard !bytes.isEmpty else {
                return try await answer(subject, title, studio, visitor, faults: [words(.pictureNoFile)], status: .badRequest)
            }
            return try await act(subject, title, studio, visitor) { try await studio.take(bytes, as: kind, for: subject) }
        }
    }

    /// Does it, or shows the page again with what is wrong.
    private func act(
        _ subject: Subject, _ title: Shown, _ studio: PictureStudio, _ visitor: Visitor, typed: String? = nil,
        _ work: () async throws -> Void
    ) async throws -> Response {
        do {
            try await work()
            return goOn(to: Place.pictures(subject).address)
        } catch let error as StoreError {
            throw error
        } catch let trouble as any Complaint {
            let (status, fault) = Self.fault(trouble, words)
            return try await answer(subject, title, studio, visitor, faults: [fault], typed: typed, status: status)
        }
    }

    /// What to do about a picture that cannot be had.
    private static func fault(_ trouble: any Complaint, _ words: Words) -> (HTTPResponse.Status, String) {
        switch trouble {
        case ArtworkTrouble.noPicture: (.badRequest, words(.pictureNoPicture))
        case ArtworkTrouble.tooLarge: (.contentTooLarge, words(.pictureTooLarge, String(ArtworkShelf.largest >> 20)))
        case ArtworkTrouble.unfitSize(let width, let height): (.badRequest, words(.pictureUnfit, "\(width) × \(height)"))
        case ArtworkTrouble.unreadable: (.badRequest, words(.pictureDamaged))
        case CorrectionTrouble.noSuchMoment: (.badRequest, words(.pictureNoMoment))
        case CorrectionTrouble.unknownPicture: (.conflict, words(.pictureGone))
        case ArtworkTrouble.cannotKeep, Trouble.diskFull, Trouble.notEnoughSpace, Trouble.cannotWrite:
            (HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"), words(.pictureNoRoom))
        default: (.serviceUnavailable, words(.pictureAway))
        }
    }

    /// A title with pictures, as far as it goes.
    private struct Shown: Sendable {
        let name: String
        let back: Place
    }

    private func illustrated(_ visitor: Visitor) async throws -> (Subject, Shown, PictureStudio) {
        guard let studio, let subject = Subject(name: try visitor.parameters.require("title")),
            let title = try await shown(subject, visitor)
        else { throw Refusal.notFound }
        return (subject, title, studio)
    }

    private func shown(_ subject: Subject, _ visitor: Visitor) async throws -> Shown? {
        let shelves = try shelves(visitor)
        switch subject {
        case .film(let id):
            return try await shelves.film(id).map { Shown(name: $0.value.description.shownTitle(words), back: .edit(subject)) }
        case .series(let id):
            return try await shelves.series(id).map { Shown(name: $0.value.description.shownTitle(words), back: .edit(subject)) }
        case .episode(let id):
            return try await shelves.episode(id).map { Shown(name: $0.value.description.shownTitle(words), back: .edit(subject)) }
        case .season(let id, let number):
            guard let series = try await shelves.series(id),
                let shelf = try await shelves.seasons(of: id).first(where: { $0.number == number })
            else { return nil }
            return Shown(
                name: "\(series.value.description.shownTitle(words)) · \(shelf.title(words))", back: .season(id, number))
        case .source: return nil
        }
    }

    private func answer(
        _ subject: Subject, _ title: Shown, _ studio: PictureStudio, _ visitor: Visitor, faults: [String] = [], typed: String? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let page = PicturesPage(
            subject, named: title.name, try await studio.wall(of: subject), faults: faults, typed: typed, back: title.back, words)
        var response = try pages.response("pictures", page, title: page.heading, section: .none, for: visitor, status: status)
        response.headers[.cacheControl] = "no-store"
        return response
    }
}
