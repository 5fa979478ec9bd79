import Foundation
import KinoraKernel

/// What the browser is asked, in the JSON forms of WebAuthn level 3 (sections 5.1.9 and 5.1.10).
enum PasskeyOptions {
    private struct Named: Encodable {
        var id: String
        var type = "public-key"
        var transports: [String]?
    }

    private struct Creation: Encodable {
        struct Site: Encodable { var id, name: String }
        struct User: Encodable { var id, name, displayName: String }
        struct Kind: Encodable {
            var type = "public-key"
            var alg: Int64
        }
        struct Selection: Encodable {
            var residentKey = "required"
            var requireResidentKey = true
            var userVerification = "required"
        }

        var rp: Site
        var user: User
        var challenge: String
        var pubKeyCredParams: [Kind]
        var timeout: Int64
        var excludeCredentials: [Named]
        var authenticatorSelection = Selection()
        var attestation = "none"
    }

    private struct Request: Encodable {
        var challenge: String
        var rpId: String
        var timeout: Int64
        var userVerification = "required"
        /// None: the authenticator offers the accounts that it knows.
        var allowCredentials: [Named] = []
    }

    /// - Parameter house: what the browser shows as the site's name.
    static func creation(
        _ question: PasskeyQuestion, for member: MemberID, _ value: Member, house: String, on site: PasskeySite, besides kept: [Passkey]
    ) throws -> String {
        // The handle is the member's random identifier and says nothing about the person (section 14.6.1).
        let user = Creation.User(
            id: Base64URL.encode(Array(member.rawValue.utf8)), name: value.email ?? value.name, displayName: value.name)
        return try text(
            Creation(
                rp: .init(id: site.name, name: house), user: user, challenge: question.challenge,
                pubKeyCredParams: PasskeyKey.algorithms.map { .init(alg: $0) }, timeout: PasskeyQuestion.patience.wholeMilliseconds,
                excludeCredentials: kept.map { Named(id: $0.credential, transports: $0.transports.isEmpty ? nil : $0.transports) }))
    }

    static func request(_ question: PasskeyQuestion, on site: PasskeySite) throws -> String {
        try text(Request(challenge: question.challenge, rpId: site.name, timeout: PasskeyQuestion.patience.wholeMilliseconds))
    }

    private static func text(_ options: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(options), as: UTF8.self)
    }
}
