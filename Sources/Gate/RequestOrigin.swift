/// Where a request comes from, as far as it can be known.
package struct RequestOrigin: Hashable, Sendable {
    /// The address of the visitor, or of the last computer that is not a proxy of the house's own.
    package var address: String
    /// The `User-Agent` field (RFC 9110 section 10.1.5): hostile text.
    package var agent: String?

    package init(address: String, agent: String?) {
        self.address = address
        self.agent = agent
    }
}
