import Foundation
import KinoraKernel
import SwiftASN1
import X509

/// Whose certificates are believed: those of the system, or those that the owner names.
package struct WebhookTrust: Sendable {
    let roots: CertificateStore

    /// What the system trusts. Only Linux tells; elsewhere PayPal itself is asked about each message.
    package static let system: WebhookTrust = {
        #if os(Linux)
            WebhookTrust(roots: .systemTrustRoots)
        #else
            WebhookTrust(roots: CertificateStore())
        #endif
    }()

    /// Nil where there is no certificate in it.
    package init?(pem: String) {
        guard let certificates = Certificate.chain(pem: pem) else { return nil }
        roots = CertificateStore(certificates)
    }

    private init(roots: CertificateStore) { self.roots = roots }
}

extension Certificate {
    /// More stand in no chain.
    static let mostInChain = 10

    /// Certificates one behind the other (RFC 7468); nil where one of them is none, or there are none or too many.
    static func chain(pem: String) -> [Certificate]? {
        let begin = "-----BEGIN CERTIFICATE-----"
        let end = "-----END CERTIFICATE-----"
        var certificates: [Certificate] = []
        var rest = Substring(pem)
        while let start = rest.range(of: begin), let stop = rest[start.upperBound...].range(of: end) {
            guard certificates.count < mostInChain,
                let certificate = try? Certificate(pemEncoded: String(rest[start.lowerBound..<stop.upperBound]))
            else { return nil }
            certificates.append(certificate)
            rest = rest[stop.upperBound...]
        }
        return certificates.isEmpty ? nil : certificates
    }
}
