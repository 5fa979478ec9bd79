import HTTPTypes
import Hummingbird
import KinoraGate
import NIOCore

/// Makes an answer of a page: what it needs meets how it looks.
struct PageRenderer: Sendable {
    let templates: Templates
    let assets: Assets
    /// Who is named in the frame, in a language.
    let attributions: @Sendable (Words) -> [String]
    /// Whether contracts can be made here, which every page then leads out of again.
    let sells: @Sendable () -> Bool
    /// The language of the page that is being made.
    var words: Words { .current }

    /// - Parameter title: what the window is called, before the site's name; nil for the site's own page.
    func response(
        _ template: String, _ page: Any, title: String?, section: Scene.Section, for visitor: Visitor, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        response(ByteBuffer(string: try text(template, page, title: title, section: section, for: visitor)), status: status)
    }

    /// HTML.
    func text(_ template: String, _ page: Any, title: String?, section: Scene.Section, for visitor: Visitor) throws -> String {
        let windowTitle = title.map { "\($0) · \(words(.siteName))" } ?? "\(words(.siteName)) · \(words(.siteClaim))"
        let scene = Scene(
            words: words, assets: assets.address, title: windowTitle, section: section, page: page, attributions: attributions(words),
            person: visitor.principal.map(Scene.Person.init), sells: sells())
        return try templates.render(template, with: scene)
    }

    /// An answer of a page that was made before, in the language of whoever asks.
    func response(_ body: ByteBuffer, status: HTTPResponse.Status = .ok) -> Response {
        let fields: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .cacheControl: "private, no-cache", .contentLanguage: words(.languageTag),
            .vary: "Accept-Language, Cookie",
        ]
        return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: body))
    }
}
