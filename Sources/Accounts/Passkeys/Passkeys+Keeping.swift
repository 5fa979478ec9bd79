import Foundation
import KinoraDocuments
import KinoraKernel

extension Passkeys {
    /// A member's passkeys, the oldest first.
    package func list(of member: MemberID) async throws -> [Stored<Passkey>] {
        try await passkeys.find(Query(.equal("member", .string(member.rawValue)), sort: [.ascending("createdAt")], limit: Self.most + 1))
    }

    /// - Returns: whether the member has such a passkey.
    package func rename(_ id: String, of member: MemberID, to name: String) async throws -> Bool {
        let changed = try await passkeys.findAndModify(Self.query(id, member), [.set("name", .string(Self.fit(name)))])
        return changed != nil
    }

    /// - Returns: whether the member had such a passkey.
    package func remove(_ id: String, of member: MemberID) async throws -> Bool {
        guard let found = try await passkeys.find(Self.query(id, member)).first else { return false }
        return try await passkeys.delete(found.id)
    }

    /// Takes a removal back.
    func putBack(_ passkey: Stored<Passkey>) async throws {
        do {
            _ = try await passkeys.insert(passkey.value, id: passkey.id)
        } catch StoreError.exists {
            // Somebody else took it back.
        }
    }

    /// When an account is erased.
    package func removeAll(of member: MemberID) async throws {
        for one in try await list(of: member) { _ = try await passkeys.delete(one.id) }
    }

    private static func query(_ id: String, _ member: MemberID) -> Query {
        Query(.and([.equal("_id", .string(id)), .equal("member", .string(member.rawValue))]), limit: 1)
    }

    /// A name on one line and short, or the word for one without.
    static func fit(_ name: String) -> String {
        let short = name.onOneLine(atMost: longestName).trimmingCharacters(in: .whitespaces)
        return short.isEmpty ? "Passkey" : short
    }
}
