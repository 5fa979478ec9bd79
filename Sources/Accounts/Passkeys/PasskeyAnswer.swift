import Foundation
import KinoraKernel

/// What a page sends: the JSON form of a browser's `PublicKeyCredential` (WebAuthn level 3, section 5.1.8). Fields that are not needed are not
/// looked at.
struct PasskeyAnswer: Sendable {
    static let mostBytes = 32_768
    /// Words for how a device is reached; more are not kept.
    static let mostTransports = 8
    static let longestTransport = 32

    let credential: [UInt8]
    let clientData: [UInt8]
    let attestation: [UInt8]?
    let authenticatorData: [UInt8]?
    let signature: [UInt8]?
    let userHandle: [UInt8]?
    let transports: [String]

    private struct Text: Decodable {
        struct Response: Decodable {
            var clientDataJSON: String
            var attestationObject: String?
            var authenticatorData: String?
            var signature: String?
            var userHandle: String?
            var transports: [String]?
        }

        var id: String
        var rawId: String?
        var type: String
        var response: Response
    }

    /// - Throws: `PasskeyRefusal.malformed`.
    init(_ json: [UInt8]) throws {
        guard json.count <= Self.mostBytes, let text = try? JSONDecoder().decode(Text.self, from: Data(json)), text.type == "public-key",
            text.rawId ?? text.id == text.id, let credential = Base64URL.decode(text.id),
            (1...AuthenticatorData.longestID).contains(credential.count)
        else { throw PasskeyRefusal.malformed }
        self.credential = credential
        let response = text.response
        guard let clientData = try Self.bytes(response.clientDataJSON) else { throw PasskeyRefusal.malformed }
        self.clientData = clientData
        attestation = try Self.bytes(response.attestationObject)
        authenticatorData = try Self.bytes(response.authenticatorData)
        signature = try Self.bytes(response.signature)
        userHandle = try Self.bytes(response.userHandle)
        transports = (response.transports ?? []).prefix(Self.mostTransports).filter {
            $0.utf8.count <= Self.longestTransport && $0.utf8.allSatisfy { (97...122).contains($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static func bytes(_ text: String?) throws -> [UInt8]? {
        guard let text else { return nil }
        guard let bytes = Base64URL.decode(text) else { throw PasskeyRefusal.malformed }
        return bytes
    }
}
