import HTTPTypes
import Hummingbird
import KinoraGate
import NIOCore

/// Files that are the same for everybody.
extension Website {
    func asset(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let asked = try visitor.parameters.require("version")
        return try pages.assets.answer(visitor.parameters.getCatchAll().joined(separator: "/"), version: asked, to: request)
    }

    func favicon(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try pages.assets.answer("icon.svg", version: "", to: request)
    }

    /// A private collection is nobody's to index.
    func robots(_ request: Request, _ visitor: Visitor) async throws -> Response {
        Self.text("User-agent: *\nDisallow: /\n", "text/plain; charset=utf-8")
    }

    private static func text(_ text: String, _ type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
