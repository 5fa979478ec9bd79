import Foundation
import KinoraKernel
import NIOCore
import NIOSSL

/// Whose certificates are believed, and for which name.
struct SMTPSecurity: Sendable {
    private let context: NIOSSLContext
    private let name: String?

    /// Reads the certificates; blocks for a moment.
    /// - Parameter authorities: a PEM file of certificate authorities that takes the place of the system's.
    /// - Throws: `MailAuthoritiesUnreadable`.
    init(host: String, authorities: String?) throws {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.certificateVerification = .fullVerification
        if let authorities { configuration.trustRoots = .file(authorities) }
        do {
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            throw MailAuthoritiesUnreadable(path: authorities)
        }
        // An IP address is compared with that of the connection.
        name = (try? SocketAddress(ipAddress: host, port: 0)) == nil ? host : nil
    }

    func handler() throws -> NIOSSLClientHandler {
        try NIOSSLClientHandler(context: context, serverHostname: name)
    }
}

/// The file of certificate authorities cannot be used.
struct MailAuthoritiesUnreadable: Complaint {
    let path: String?

    var sentence: String {
        guard let path else { return "The system's certificate authorities cannot be read; install ca-certificates." }
        return "The file \(path.onOneLine(atMost: 200)) of the setting mail-ca-file holds no certificates in PEM that can be read."
    }
}
