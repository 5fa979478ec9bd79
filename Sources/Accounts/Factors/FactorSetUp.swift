/// What a member sees while a second factor is set up.
package struct FactorSetUp: Hashable, Sendable {
    /// For apps that cannot read the picture, in groups of four.
    package let secret: String
    /// What the picture holds.
    package let address: String

    init(_ totp: TOTP, house: String, account: String) {
        let text = Array(totp.secretText)
        secret = stride(from: 0, to: text.count, by: 4).map { String(text[$0..<min($0 + 4, text.count)]) }.joined(separator: " ")
        address = totp.address(house: house, account: account)
    }

    /// The address as a picture (ISO/IEC 18004).
    package var picture: QRCode? { QRCode(Array(address.utf8)) }
}
