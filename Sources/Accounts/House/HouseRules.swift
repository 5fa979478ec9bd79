import KinoraDocuments
import KinoraKernel

/// Who is let into the house; the owner decides.
package struct HouseRules: Record, Hashable {
    package static let schema = CollectionSchema("house")
    static let id = "rules"

    /// How strangers become members.
    package enum Registration: String, Codable, Hashable, Sendable, CaseIterable {
        /// Whoever comes is a member.
        case open
        /// Whoever comes waits until somebody lets them in.
        case approval
        /// By invitation alone.
        case invitation
        /// Not at all.
        case closed
    }

    package var registration: Registration = .invitation
    /// Whether members may invite others, and not only those who manage members.
    package var mayMembersInvite = false
    /// Whether members may set screenings, and not only those who look after the catalogue; nil for no.
    package var mayMembersScreen: Bool?
    /// Whether those who look after the house must have a second factor or a passkey.
    package var mustManagersHaveSecondFactor = false
    /// Whether nobody may copy addresses for players outside the browser (`PlayAddress`); nil for no.
    package var areAddressesOff: Bool?
    /// For how many days whoever closes an account may still change one's mind; nil for `usualDaysOfGrace`.
    package var graceDays: Int?

    package static let usualDaysOfGrace = 14
    /// What the owner can choose from. With none, an account that is closed is erased at once.
    package static let choicesOfGrace = [0, 1, 7, 14, 30, 90]
    package var daysOfGrace: Int { graceDays ?? Self.usualDaysOfGrace }

    package init() {}
}

/// Keeps the rules.
package struct RuleBook: Sendable {
    private let records: Records<HouseRules>

    package init(store: any DocumentStore) { records = Records(in: store) }

    package func rules() async throws -> HouseRules { try await records.read(HouseRules.id)?.value ?? HouseRules() }

    package func set(_ rules: HouseRules) async throws {
        do {
            _ = try await records.replace(HouseRules.id, with: rules)
        } catch StoreError.missing {
            do {
                _ = try await records.insert(rules, id: HouseRules.id)
            } catch StoreError.exists {
                _ = try await records.replace(HouseRules.id, with: rules)
            }
        }
    }
}
