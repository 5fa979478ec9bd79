import Crypto
import Foundation
import KinoraKernel

/// What the browser vouches for (WebAuthn level 3, section 5.8.1): which question, asked by which site.
struct ClientData: Sendable {
    static let mostBytes = 4096

    let challenge: [UInt8]
    let origin: String
    let type: String
    /// What the authenticator signs of it.
    let digest: [UInt8]

    private struct Text: Decodable {
        var type: String
        var challenge: String
        var origin: String
        var crossOrigin: Bool?
        var topOrigin: String?
    }

    /// - Throws: `PasskeyRefusal.malformed`; `.foreign` where the page stood in a frame of another site's.
    init(_ bytes: [UInt8]) throws {
        guard bytes.count <= Self.mostBytes, let text = try? JSONDecoder().decode(Text.self, from: Data(bytes)),
            let challenge = Base64URL.decode(text.challenge)
        else { throw PasskeyRefusal.malformed }
        guard text.crossOrigin != true, text.topOrigin == nil else { throw PasskeyRefusal.foreign }
        self.challenge = challenge
        origin = text.origin
        type = text.type
        digest = Array(SHA256.hash(data: bytes))
    }
}
