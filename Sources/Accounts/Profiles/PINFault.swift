/// Why a number cannot be a PIN.
package enum PINFault: Hashable, Sendable {
    /// Not four to eight digits.
    case unfit
    /// One that everybody tries first.
    case easy
}
