/// For whom a title is open without being bought by itself.
package enum Opening: String, Codable, Hashable, Sendable, CaseIterable {
    /// For everybody whom the house lets in; as long as a house lets in members only, that is the same as `members`.
    case free
    /// For every account: what every title is in a house that sells nothing.
    case members
    /// For those who hold a plan.
    case subscribers
    /// For those who rented or bought it.
    case buyers
}
