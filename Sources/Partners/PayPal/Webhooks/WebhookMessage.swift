import Foundation
import KinoraDocuments
import KinoraKernel

/// A message that claims to be PayPal's: hostile until it is judged.
package struct WebhookMessage: Hashable, Sendable {
    /// Longer bodies and headers are none of PayPal's.
    package static let mostBytes = 1 << 20
    static let longestField = 500

    var id: String
    /// As it was sent, since it is signed so: `2026-01-31T12:00:00Z`.
    var time: String
    /// Base64.
    var signature: String
    /// The address of the certificate.
    var certificate: String
    var algorithm: String
    /// Byte by byte what was signed.
    var body: [UInt8]

    /// Nil where a header is missing, empty or too long, or where the body is.
    /// - Parameter field: a header's only value.
    package init?(body: [UInt8], field: (String) -> String?) {
        func header(_ name: String) -> String? {
            field(name).flatMap {
                (1...Self.longestField).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x21...0x7E).contains($0) } ? $0 : nil
            }
        }
        guard (1...Self.mostBytes).contains(body.count), let id = header("paypal-transmission-id"),
            let time = header("paypal-transmission-time"),
            let signature = header("paypal-transmission-sig"), let certificate = header("paypal-cert-url"),
            let algorithm = header("paypal-auth-algo")
        else { return nil }
        self.id = id
        self.time = time
        self.signature = signature
        self.certificate = certificate
        self.algorithm = algorithm
        self.body = body
    }

    /// What is signed: `id|time|our webhook's id|checksum of the body, decimal`.
    func signedText(webhook: String) -> String { "\(id)|\(time)|\(webhook)|\(CyclicRedundancy.checksum(of: body))" }

    var sentAt: Moment? { PayPalTime.moment(time) }

    /// The event itself; nil where the body is none.
    var event: ClaimSet? { ClaimSet(try? Value(json: body)) }
}
