/// What an authenticator says when it made a key (WebAuthn level 3, section 6.5.4). Which device it is is not asked: of the forms, `none` and
/// `packed` (section 8.2) are taken; a signature by the key itself must be right, and certificates are not looked at.
struct Attestation: Sendable {
    static let mostBytes = 16_384

    let data: AuthenticatorData
    let credential: AuthenticatorData.Credential
    let key: PasskeyKey

    /// - Parameter digest: of the client data.
    /// - Throws: `PasskeyRefusal`.
    init(_ bytes: [UInt8], clientData digest: [UInt8]) throws {
        guard bytes.count <= Self.mostBytes, let object = CBORReader.whole(bytes), let form = object["fmt"]?.text,
            let statement = object["attStmt"]?.entries, let signed = object["authData"]?.bytes
        else { throw PasskeyRefusal.malformed }
        data = try AuthenticatorData(signed)
        guard let credential = data.credential else { throw PasskeyRefusal.malformed }
        self.credential = credential
        key = try PasskeyKey(cose: credential.key)
        switch form {
        case "none":
            guard statement.isEmpty else { throw PasskeyRefusal.malformed }
        case "packed":
            guard let algorithm = statement[.text("alg")]?.integer, let signature = statement[.text("sig")]?.bytes else {
                throw PasskeyRefusal.malformed
            }
            if let chain = statement[.text("x5c")] {
                guard case .array(let certificates) = chain, !certificates.isEmpty, certificates.allSatisfy({ $0.bytes != nil }) else {
                    throw PasskeyRefusal.malformed
                }
            } else {
                guard algorithm == key.algorithm, key.isRight(signature, of: signed + digest) else { throw PasskeyRefusal.badSignature }
            }
        default: throw PasskeyRefusal.unsupported
        }
    }
}
