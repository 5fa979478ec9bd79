import KinoraKernel
import Logging
import NIOCertificateReloading
import NIOSSL
import ServiceLifecycle

/// The certificate with which the server proves its name. It is read again while the server runs, so a renewed one needs no new start.
struct Certificate: Service {
    /// How often the files are looked at.
    private static let interval = Duration.seconds(60)

    private let reloader: TimedCertificateReloader

    /// Nil where the owner gave no certificate.
    /// - Throws: `CertificateUnusable`.
    init?(_ files: Settings.TLSFiles?, every interval: Duration = interval, logger: Logger) throws {
        guard let files else { return nil }
        do {
            reloader = try TimedCertificateReloader.makeReloaderValidatingSources(
                refreshInterval: interval,
                certificateSource: .init(location: .file(path: files.certificate), format: .pem),
                privateKeySource: .init(location: .file(path: files.key), format: .pem), logger: logger)
        } catch {
            throw CertificateUnusable(certificate: files.certificate, key: files.key)
        }
    }

    func tls() throws -> TLSConfiguration {
        var tls = try TLSConfiguration.makeServerConfiguration(certificateReloader: reloader)
        // What every browser of the last ten years speaks (RFC 9325).
        tls.minimumTLSVersion = .tlsv12
        return tls
    }

    func run() async throws { try await reloader.run() }
}

struct CertificateUnusable: Complaint {
    let certificate: String
    let key: String

    var sentence: String {
        "The certificate \(certificate) and the key \(key) cannot be used together; both must be PEM files that Kinora may read, the certificate "
            + "first and then those that vouch for it."
    }
}
