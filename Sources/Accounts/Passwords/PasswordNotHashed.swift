import KinoraKernel

/// A password could not be worked on.
package enum PasswordNotHashed: Complaint, Hashable {
    case tooLong
    /// The library refused, most likely for want of memory.
    case failed(code: Int32)

    package var sentence: String {
        switch self {
        case .tooLong: "The password is too long. Choose one of at most \(PasswordRules.mostCharacters) characters."
        case .failed(let code): "The password could not be checked (argon2 \(code)). Is there enough memory? Try again in a moment."
        }
    }
}
