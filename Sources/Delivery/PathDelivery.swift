import HTTPTypes
import Hummingbird
import KinoraCatalogue
import KinoraGate
import KinoraMedia

/// Serves packages to players that keep no cookies, such as televisions and VLC: the grant stands in the address, before the package.
///
/// Such an address is a secret for as long as the grant lives. It is never logged, and no other server hears of it by a `Referer` field.
package struct PathDelivery: Sendable {
    private let packages: Delivery
    private let early: EarlyDelivery
    private let grants: GrantSeal
    private let keeper: (any AddressKeeper)?

    /// - Parameter keeper: nil in a house that gives out no addresses to copy.
    package init(_ packages: Delivery, _ early: EarlyDelivery, grants: GrantSeal, keeper: (any AddressKeeper)? = nil) {
        self.keeper = keeper
        self.packages = packages
        self.early = early
        self.grants = grants
    }

    package var routes: [Route] { [Route(.get, SharedAddresses.granted + "/{grant}/{name}/**", for: .grant, file)] }

    private func file(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let text = try visitor.parameters.require("grant")
        guard let grant = try await grant(text), try visitor.parameters.require("name") == grant.subject.name else {
            throw Refusal.notPermitted
        }
        guard let path = PlainPath(request, below: grant.subject.folder(grant: text)) else { throw Refusal.notFound }
        var response =
            switch grant.subject {
            case .package(let id): try await packages.file(path, of: id, request)
            case .early(let job): try await early.file(path, of: job, request)
            }
        response.headers[.referrerPolicy] = "no-referrer"
        return response
    }

    private func grant(_ text: String) async throws -> Grant? {
        if let grant = grants.grant(text) { return grant }
        guard let keeper, let address = grants.address(text), try await keeper.opens(address) else { return nil }
        return address
    }
}

extension HTTPField.Name {
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
}
