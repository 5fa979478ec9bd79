import KinoraDocuments
import KinoraKernel

/// A device on which a member signed in before. The document is named by the digest of the token in the device's cookie and the member.
package struct KnownDevice: Record, Hashable {
    package static let schema = CollectionSchema("devices", indexes: [.lookup("member")])

    package var member: String
    package var name: String
    package var lastSeenAt: Moment
}

/// Devices that the house knows again.
package struct DeviceBook: Sendable {
    private let records: Records<KnownDevice>
    private let time: any TimeSource

    package init(store: any DocumentStore, time: any TimeSource) {
        records = Records(in: store)
        self.time = time
    }

    package func knows(_ device: DeviceSighting, of member: String) async throws -> Bool {
        guard let token = device.token, token.utf8.count == RandomToken.length else { return false }
        return try await records.read(Self.name(token, member)) != nil
    }

    /// Whether this is the first device of a member.
    package func isFirst(of member: String) async throws -> Bool { try await records.count(.equal("member", .string(member))) == 0 }

    /// Knows the device from now on.
    /// - Returns: the token for its cookie.
    package func learn(_ device: DeviceSighting, of member: String) async throws -> String {
        let token = device.token.flatMap { $0.utf8.count == RandomToken.length ? $0 : nil } ?? RandomToken.make()
        let known = KnownDevice(member: member, name: device.name, lastSeenAt: time.now)
        do {
            _ = try await records.insert(known, id: Self.name(token, member))
        } catch StoreError.exists {
            _ = try await records.replace(Self.name(token, member), with: known)
        }
        return token
    }

    /// Forgets all devices of a member: the next sign-in on each is a new one.
    package func forget(_ member: String) async throws {
        for device in try await records.find(Query(.equal("member", .string(member)))) { _ = try await records.delete(device.id) }
    }

    private static func name(_ token: String, _ member: String) -> String { RandomToken.digest(of: "\(token)/\(member)") }
}
