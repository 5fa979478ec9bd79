import KinoraDocuments
import KinoraKernel

/// A secret that is good once, for one purpose, for a short time: what links in letters hold. The document is named by its digest.
package struct OneTimeCode: Record, Hashable {
    package static let schema = CollectionSchema("codes", indexes: [.lookup("expiresAt"), .lookup("member", "purpose")])

    package enum Purpose: String, Codable, Hashable, Sendable, CaseIterable {
        /// Makes the owner's account.
        case firstStart
        /// Shows that mail to an address arrives.
        case confirmAddress
        /// Sets another password.
        case resetPassword
    }

    package var purpose: Purpose
    package var member: String?
    /// The address that is confirmed.
    package var address: String?
    package var expiresAt: Moment

    package init(_ purpose: Purpose, member: String? = nil, address: String? = nil, expiresAt: Moment) {
        self.purpose = purpose
        self.member = member
        self.address = address
        self.expiresAt = expiresAt
    }
}
