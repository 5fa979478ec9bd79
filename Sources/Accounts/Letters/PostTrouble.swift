import KinoraKernel

/// Why a letter did not arrive. The reasons hold no address and no password.
package enum PostTrouble: Complaint, Hashable {
    /// It would be refused again.
    case refused(String)
    /// It may work later, perhaps when the owner has corrected something.
    case later(String)

    package var sentence: String {
        switch self {
        case .refused(let reason), .later(let reason): reason
        }
    }
}
