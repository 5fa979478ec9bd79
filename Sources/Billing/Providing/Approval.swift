/// What a provider began, and where its payer agrees to it.
package struct Approval: Hashable, Sendable, Codable {
    /// The provider's own name for the order or subscription.
    package var name: String
    /// An https address at the provider's; nil where the payer goes nowhere (a bank transfer), or has agreed already.
    package var address: String?

    package init(name: String, address: String?) {
        self.name = name
        self.address = address
    }
}
