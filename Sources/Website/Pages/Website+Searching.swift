import Foundation
import HTTPTypes
import Hummingbird
import KinoraCatalogue
import KinoraGate
import NIOCore

/// Search, and what is suggested while somebody types.
extension Website {
    func search(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let page = try await SearchPage(shelves(visitor), text: FormFields(request.uri.query)["q"], press(visitor)) { text in
            try await said(text, visitor)
        }
        return try pages.response("search", page, title: page.heading, section: .search, for: visitor)
    }

    func searchSuggestions(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let found = try await SearchSuggestions(shelves(visitor), text: FormFields(request.uri.query)["q"], press)
        return Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "private, no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(found.lines))))
    }
}
