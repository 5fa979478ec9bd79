import Crypto
import CryptoExtras
import Foundation
import KinoraKernel
@_spi(FixedExpiryValidationTime) import X509

/// Judges whether a message is PayPal's, without asking PayPal about it.
///
/// 1. The algorithm is the only one that PayPal uses. 2. The message is not too old. 3. The certificate lies where PayPal's lie; only then it
/// is fetched, or taken from the shelf. 4. Its chain ends at a trusted root, is valid now, and it names PayPal. 5. Its key signed the
/// message's id and time, the house's webhook and the checksum of the body: RSA with PKCS#1 v1.5 and SHA-256.
/// The checksum alone protects nothing (anybody can make bodies with a wanted CRC-32): what a message says is never believed, it only names
/// what to read at PayPal.
package struct WebhookJudge: Sendable {
    private let place: PayPalPlace
    private let webhook: String
    private let trust: WebhookTrust
    private let limits: PayPalLimits
    private let time: any TimeSource
    private let shelf: CertificateShelf

    /// - Parameter webhook: the id under which PayPal knows the house's address.
    package init(
        _ place: PayPalPlace, webhook: String, trust: WebhookTrust = .system, limits: PayPalLimits = PayPalLimits(), time: any TimeSource
    ) {
        self.place = place
        self.webhook = webhook
        self.trust = trust
        self.limits = limits
        self.time = time
        shelf = CertificateShelf(limits, time)
    }

    package func verdict(on message: WebhookMessage) async -> WebhookVerdict {
        if let reason = faultBeforeFetching(message) { return .refused(reason) }
        switch await shelf.chain(at: message.certificate) {
        case .missing(let reason): return .undecided(reason)
        case .chain(let chain): return await verdict(on: message, signedBy: chain)
        }
    }

    private func faultBeforeFetching(_ message: WebhookMessage) -> String? {
        guard message.algorithm == "SHA256withRSA" else { return "it is signed in a way that is not taken" }
        guard place.isCertificate(message.certificate) else { return "its certificate is none of PayPal’s" }
        guard let sentAt = message.sentAt else { return "it says no time" }
        let now = time.now
        guard now.since(sentAt) <= limits.oldestMessage, sentAt.since(now) <= limits.aheadMessage else { return "it is of another time" }
        return nil
    }

    /// - Parameter chain: as it was fetched: the certificate first.
    func verdict(on message: WebhookMessage, signedBy chain: [Certificate]) async -> WebhookVerdict {
        guard let leaf = chain.first else { return .undecided("there is no certificate") }
        let now = time.now.date
        guard leaf.notValidBefore <= now, now <= leaf.notValidAfter else { return .refused("its certificate is not valid now") }
        guard let signature = Data(base64Encoded: message.signature), let key = _RSA.Signing.PublicKey(leaf.publicKey),
            key.keySizeInBits >= 2048,
            key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature),
                for: SHA256.hash(data: Data(message.signedText(webhook: webhook).utf8)), padding: .insecurePKCS1v1_5)
        else { return .refused("it was changed, or PayPal did not sign it for this webhook") }
        let subject = place.subject
        guard await isTrusted(leaf, chain, named: nil, now) else { return .undecided("its certificate leads to no trusted root") }
        guard await isTrusted(leaf, chain, named: subject, now) else { return .refused("its certificate is somebody else’s") }
        return .genuine
    }

    private func isTrusted(_ leaf: Certificate, _ chain: [Certificate], named name: String?, _ now: Date) async -> Bool {
        var verifier = Verifier(rootCertificates: trust.roots) {
            RFC5280Policy(fixedExpiryValidationTime: now)
            if let name { ServerIdentityPolicy(serverHostname: name, serverIP: nil) }
        }
        let outcome = await verifier.validate(leaf: leaf, intermediates: CertificateStore(chain.dropFirst()))
        if case .validCertificate = outcome { return true }
        return false
    }
}
