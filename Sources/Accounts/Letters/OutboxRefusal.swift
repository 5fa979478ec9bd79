import KinoraKernel

/// Why a letter is not taken.
package enum OutboxRefusal: Complaint, Hashable {
    /// No address, or one that could not stand in a letter.
    case noAddress
    case full

    package var sentence: String {
        switch self {
        case .noAddress: "That is no address that mail can be sent to. Give one like name@example.org."
        case .full: "Too many letters wait to be sent. Try again later; whoever runs this house should look at its mail server."
        }
    }
}
