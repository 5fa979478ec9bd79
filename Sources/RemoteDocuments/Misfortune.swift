import AsyncHTTPClient
import Foundation
import NIOCore
import NIOPosix

/// Why there is no answer, and what that says about the request.
enum Misfortune: Error {
    /// The request never left: it can be sent again whatever it is.
    case notSent(String)
    /// The request may have arrived; the answer did not.
    case lost(String)
    /// Sending it again would change nothing.
    case hopeless(String)
    /// The answer is longer than is taken.
    case tooLong

    /// What an error of the HTTP library means.
    init(_ error: any Error) {
        switch error {
        case let misfortune as Misfortune: self = misfortune
        case let error as HTTPClientError: self = Self.of(error)
        case is NIOConnectionError, is SocketAddressError: self = .notSent("it cannot be reached")
        case let error as IOError where Self.refusals.contains(error.errnoCode): self = .notSent("it cannot be reached")
        case let error as ChannelError where error.isConnectTimeout: self = .notSent("no connection within the time allowed")
        case is Places.Overcrowded: self = .notSent("too many requests wait for it")
        default:
            let kind = String(reflecting: type(of: error))
            if kind.hasPrefix("NIOSSL.") {
                self = .hopeless(
                    "its TLS connection cannot be trusted or made. Check the certificate, and that the address says https rightly")
            } else if kind.hasPrefix("NIOHTTP1.") {
                self = .lost("it does not speak HTTP there, or stopped in the middle")
            } else {
                self = .lost("the connection broke")
            }
        }
    }

    /// What the system says when no connection could be made; a reset of one that stood is something else.
    private static let refusals: Set<CInt> = [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL, ENOENT]

    private static func of(_ error: HTTPClientError) -> Misfortune {
        switch error {
        case .connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout: .notSent("no connection within the time allowed")
        case .alreadyShutdown: .hopeless("this store was closed")
        case .invalidURL, .emptyHost, .emptyScheme: .hopeless("the address cannot be used")
        case .deadlineExceeded, .readTimeout, .writeTimeout: .lost("no answer within the time allowed")
        case .remoteConnectionClosed: .lost("it closed the connection before it had answered")
        default: .lost("the connection broke")
        }
    }
}

extension ChannelError {
    fileprivate var isConnectTimeout: Bool { if case .connectTimeout = self { true } else { false } }
}
