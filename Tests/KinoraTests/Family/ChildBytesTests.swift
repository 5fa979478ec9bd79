import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraAccounts
import KinoraCatalogue
import KinoraDelivery
import KinoraGate
import KinoraKernel
import KinoraMedia
import KinoraWebsite
import Testing

@testable import Kinora

@Suite("A child's profile and the bytes of films", .timeLimit(.minutes(10)))
struct ChildBytesTests {
    /// What the house answers to whoever asks for a manifest. No package lies on its disk, so 404 means that nobody forbade it.
    private func status(of title: String, in house: FamilyHouse, as profile: ProfileID) async throws -> Int {
        let token = try await house.accounts.sessions.begin(
            house.ida, [.password], on: DeviceSighting(agent: nil, address: "127.0.0.1"), profile: profile.rawValue)
        let delivery = Delivery(
            shelf: PackageShelf(folder: "/nowhere"), artwork: ArtworkFolder("/nowhere"),
            permission: AudiencePermission(packages: PackageAudience(store: house.store)))
        let gate = Gate(
            hosts: .any, admission: Admission(doorkeeper: SessionDoorkeeper(house.accounts)), problems: house.website.problems)
        let address = "/media/\(FamilyHouse.package(of: title))/\(PackageLayout.dash)"
        return try await Application(router: gate.router(for: delivery.routes)).test(.router) { client in
            try await client.execute(uri: address, method: .get, headers: [.cookie: "\(SessionCookie().name(.session))=\(token)"]).status
                .code
        }
    }

    @Test func whatAChildMayNotSeeIsRefusedByItsAddressToo() async throws {
        let house = try await FamilyHouse()
        try await house.film("Kind Film", "FSK 6")
        try await house.film("Harbour", "FSK 18")
        try await house.film("Of nobody", nil)

        for (title, forChild) in [("Kind Film", 404), ("Harbour", 403), ("Of nobody", 403), ("Unknown", 403)] {
            #expect(try await status(of: title, in: house, as: house.child) == forChild, "\(title)")
            #expect(try await status(of: title, in: house, as: house.grownUp) == 404, "\(title)")
        }
    }
}
