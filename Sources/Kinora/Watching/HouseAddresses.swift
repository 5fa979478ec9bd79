import KinoraCatalogue
import KinoraDelivery
import KinoraWebsite

/// Tells delivery which of the addresses that members copied may still be played.
struct HouseAddresses: AddressKeeper {
    let website: Website

    func opens(_ address: Grant) async throws -> Bool {
        guard case .package(let package) = address.subject else { return false }
        return try await website.opens(address.stream, of: package, member: address.member, profile: address.profile)
    }
}
