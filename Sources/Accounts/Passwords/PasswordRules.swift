import Foundation

/// Which passwords the house takes (NIST SP 800-63B; OWASP ASVS 5, 6.2): long enough and not easy to guess. Nothing is asked of the kinds of
/// characters, nothing is cut off, folded or changed, and no password has to be renewed.
package enum PasswordRules {
    /// Unicode scalars, as NIST counts.
    package static let leastCharacters = 8
    package static let recommendedCharacters = 15
    package static let mostCharacters = 256

    /// Everything that is wrong with a password, in the order of `PasswordFault`; empty for a good one.
    package static func faults(in password: String, for context: PasswordContext) -> [PasswordFault] {
        let length = password.unicodeScalars.count
        guard length <= mostCharacters else { return [.tooLong] }
        var faults: [PasswordFault] = []
        if length < leastCharacters { faults.append(.tooShort) }
        let lowered = password.lowercased()
        if CommonPasswords.contains(lowered) { faults.append(.common) }
        if isPersonal(lowered, context) { faults.append(.personal) }
        return faults
    }

    /// Whether known words stand in it and too little besides.
    private static func isPersonal(_ password: String, _ context: PasswordContext) -> Bool {
        var rest = password
        for word in context.words { rest = rest.replacing(word, with: "") }
        return rest != password && rest.unicodeScalars.count < leastCharacters
    }
}
