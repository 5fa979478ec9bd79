import Foundation
import KinoraKernel

/// Which PayPal is spoken to, and whose certificates its webhooks are believed by.
package struct PayPalPlace: Hashable, Sendable {
    /// `sandbox`, `live` or `stand-in`; for logs and findings.
    package let name: String
    let api: PartnerAddress
    /// What the address of a webhook's certificate begins with: server and folder, nothing else is fetched.
    let certificates: String
    /// Whom such a certificate names.
    let subject: String
    /// What pages on which payers agree begin with.
    let pages: [String]

    package static let sandbox = PayPalPlace(
        known: "sandbox", api: "https://api-m.sandbox.paypal.com", certificates: "https://api.sandbox.paypal.com",
        subject: "messageverificationcerts.sandbox.paypal.com", pages: ["https://www.sandbox.paypal.com/"])

    package static let live = PayPalPlace(
        known: "live", api: "https://api-m.paypal.com", certificates: "https://api.paypal.com",
        subject: "messageverificationcerts.paypal.com", pages: ["https://www.paypal.com/"])

    /// A stand-in for tests, on this very machine alone.
    /// - Parameter base: `http://127.0.0.1:8080`.
    package static func standIn(_ base: String) -> PayPalPlace? {
        guard let address = PartnerAddress(base), ["127.0.0.1", "localhost"].contains(address.host),
            address.base.split(separator: "/").count == 2
        else { return nil }
        return PayPalPlace(
            known: "stand-in", api: address.base, certificates: address.base, subject: "messageverificationcerts.sandbox.paypal.com",
            pages: [address.base + "/"])
    }

    private init(known name: String, api: String, certificates: String, subject: String, pages: [String]) {
        guard let address = PartnerAddress(api) else { preconditionFailure("PayPal has an address.") }
        self.name = name
        self.api = address
        self.certificates = certificates + "/v1/notifications/certs/"
        self.subject = subject
        self.pages = pages
    }

    /// Whether a certificate may be fetched from there: the house's own PayPal, the folder of certificates, and a name without further
    /// folders, query or tricks. Anything else is a stranger's certificate, or an errand into one's own network.
    func isCertificate(_ url: String) -> Bool {
        guard url.utf8.count <= 500, url.hasPrefix(certificates) else { return false }
        let name = url.dropFirst(certificates.count)
        return (1...200).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// Whether payers may be sent there.
    func isPage(_ url: String) -> Bool { url.utf8.count <= 2000 && pages.contains { url.hasPrefix($0) } }
}
