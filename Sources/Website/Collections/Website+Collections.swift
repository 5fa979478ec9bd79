import Hummingbird
import KinoraBilling
import KinoraCatalogue
import KinoraGate
import KinoraKernel

/// Films that belong together.
extension Website {
    func collection(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let id = CollectionID(try visitor.parameters.require("collection"))
        guard let shelf = try await shelves(visitor).collection(id) else { throw Refusal.notFound }
        var page = CollectionPage(shelf, try await press(visitor))
        page.terms = try termsAddress(.collection(id), visitor)
        page.offers = try await offers(collection: shelf, visitor)
        return try pages.response("collection", page, title: page.title, section: .films, for: visitor)
    }
}
