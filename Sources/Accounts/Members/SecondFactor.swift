import KinoraKernel

/// A secret that a member's authenticator shares with the house (TOTP, RFC 6238).
package struct SecondFactor: Codable, Hashable, Sendable {
    /// The shared secret, sealed (`HouseKeys.seal`).
    package var sealed: String
    /// When a first right code was shown; nil while it is being set up, and then it guards nothing.
    package var activeSince: Moment?
    /// The step of the last code that was taken: a code works once.
    package var lastStep: Int64?

    package init(sealed: String) {
        self.sealed = sealed
    }
}
