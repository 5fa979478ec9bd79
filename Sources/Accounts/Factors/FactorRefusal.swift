import KinoraKernel

/// Why a second factor was not changed.
package enum FactorRefusal: Complaint, Hashable {
    case wrongCode
    /// There is one already.
    case alreadyActive
    /// There is none, or setting it up took too long.
    case notSetUp

    package var sentence: String {
        switch self {
        case .wrongCode: "The code is not right. Take the one that the app shows now, and see whether the device's clock is right."
        case .alreadyActive: "A second factor is set up already. Turn it off first to set up another."
        case .notSetUp: "No second factor is being set up. Begin again."
        }
    }
}
