import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraAccounts
import KinoraBilling
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraViewing
import NIOCore
import Testing

@testable import KinoraWebsite

/// A house that sells, asked as its owner or as a member; both are called `m`.
struct Counter {
    let house: SampleHouse
    let billing: Billing
    var role: Role = .owner
    /// False: nobody is.
    var isSignedIn = true
    /// Between two requests.
    var pause = Duration.seconds(60)
    /// What the browser asks for; nil for nothing.
    var language: String?

    private struct Stranger: Doorkeeper {
        func principal(token: String?, from origin: RequestOrigin) async throws -> Principal? { nil }
    }

    init() async throws {
        house = try await SampleHouse(sells: true)
        billing = try #require(house.billing)
        _ = try await Records<Member>(in: house.store).insert(
            Member(email: "ida@example.org", name: "Ida <b>", role: .owner, state: .active), id: "m")
        try await billing.change { ($0.isOpen, $0.bank, $0.tax) = (true, ["DE00 1234"], TaxRate(percent: "19")!) }
    }

    @discardableResult
    func get(_ address: String, _ status: HTTPResponse.Status = .ok) async throws -> String {
        house.time.advance(by: pause)
        return try await ask(.get, address, "", status).text
    }

    /// Sends a form.
    /// - Returns: where the answer leads; its text, where it leads nowhere.
    @discardableResult
    func post(_ address: String, _ fields: [String: String] = [:], _ status: HTTPResponse.Status = .seeOther) async throws -> String {
        var parts = URLComponents()
        parts.queryItems = fields.map { URLQueryItem(name: $0.key, value: $0.value) }
        let form = (parts.percentEncodedQuery ?? "").replacing("+", with: "%2B")
        house.time.advance(by: pause)
        let (place, text) = try await ask(.post, address, form, status)
        return place ?? text
    }

    private func ask(
        _ method: HTTPRequest.Method, _ address: String, _ form: String, _ status: HTTPResponse.Status
    ) async throws -> (place: String?, text: String) {
        let doorkeeper: any Doorkeeper = isSignedIn ? SignedIn(role: role) : Stranger()
        let gate = Gate(hosts: .any, isOverTLS: false, admission: Admission(doorkeeper: doorkeeper), problems: house.website.problems)
        return try await Application(router: gate.router(for: house.website.routes)).test(.router) { client in
            var headers: HTTPFields = [.accept: "text/html", .contentType: "application/x-www-form-urlencoded"]
            headers[HTTPField.Name("Sec-Fetch-Site")!] = "same-origin"
            headers[.acceptLanguage] = language
            let response = try await client.execute(uri: address, method: method, headers: headers, body: ByteBuffer(string: form))
            #expect(response.status == status, "\(method) \(address): \(String(buffer: response.body))")
            return (response.headers[.location], String(buffer: response.body))
        }
    }

    /// A member's order for a film that costs ten euros, to be paid at the bank.
    func ordered() async throws -> String {
        let film = try await house.film(.init(title: "Harbour", year: 2001))
        try await billing.set(TitleTerms(.buyers, purchase: [Money(minor: 1000, .eur)]), of: .film(film))
        let order = try await billing.checkout.begin(
            .purchase(.film(film)), Purchaser("m", .eur, provider: OfflineProvider.name, hasConsented: true))
        return order.rawValue
    }
}
