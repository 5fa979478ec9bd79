import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraGate
import NIOCore

/// A browser that keeps the cookie of its session.
final class Browser {
    struct Page {
        var status: Int
        var text: String
        var location: String?
    }

    private let house: FamilyHouse
    var token: String

    init(house: FamilyHouse, token: String) {
        self.house = house
        self.token = token
    }

    /// - Parameter origin: the page with the link that is followed.
    func get(_ address: String, from origin: String? = nil) async throws -> Page { try await ask(address, .get, nil, from: origin) }

    func post(_ address: String, _ form: String = "") async throws -> Page { try await ask(address, .post, form) }

    private func ask(_ address: String, _ method: HTTPRequest.Method, _ form: String?, from origin: String? = nil) async throws -> Page {
        let cookie = SessionCookie()
        var fields: HTTPFields = [.accept: "text/html", .cookie: "\(cookie.name(.session))=\(token)"]
        if let origin { fields[.referer] = "http://localhost\(origin)" }
        if form != nil {
            fields[.contentType] = "application/x-www-form-urlencoded"
            fields[HTTPField.Name("Sec-Fetch-Site")!] = "same-origin"
        }
        let headers = fields
        let (page, cookies) = try await house.app.test(.router) { client in
            let response = try await client.execute(
                uri: address, method: method, headers: headers, body: form.map { ByteBuffer(string: $0) })
            let page = Page(status: response.status.code, text: String(buffer: response.body), location: response.headers[.location])
            return (page, response.headers[values: .setCookie])
        }
        let name = cookie.name(.session) + "="
        if let fresh = cookies.first(where: { $0.hasPrefix(name) })?.dropFirst(name.count).prefix(while: { $0 != ";" }) {
            token = String(fresh)
        }
        return page
    }
}
