/// What is known of the device that a request comes from.
package struct DeviceSighting: Hashable, Sendable {
    /// What a person recognises it by: `Firefox on Linux`.
    package var name: String
    /// Its network, not its address: see `AddressRange`.
    package var place: String
    /// The token of the cookie by which the house knows the device again, if it has one.
    package var token: String?

    /// - Parameters:
    ///   - agent: the `User-Agent` field (RFC 9110 section 10.1.5): hostile text.
    ///   - address: the visitor's.
    package init(agent: String?, address: String, token: String? = nil) {
        name = DeviceName.of(agent)
        place = AddressRange.of(address)
        self.token = token
    }
}
