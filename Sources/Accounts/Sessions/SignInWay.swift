/// How somebody shows who they are.
package enum SignInWay: String, Codable, Hashable, Sendable, CaseIterable {
    case password, totp, recoveryCode, passkey
    /// Through Facebook, Google, Apple, GitHub or another provider.
    case provider
    /// A code that was entered on another, signed-in device.
    case deviceCode
    /// The one link that the first start prints.
    case firstStart
}
