import NIOCore
import NIOPosix
import NIOSSL

/// What goes wrong between the house and a mail server, apart from what the server says.
enum SMTPFault: Error, Hashable {
    case unreachable, tooSlow, broken
    case untrusted, noTLS
    case tooLong, notSMTP
    /// Something came before TLS that would be taken for a word said under it.
    case injected

    /// What an error of the network library means.
    init(_ error: any Error) {
        switch error {
        case let error as SMTPFault: self = error
        case is NIOConnectionError: self = .unreachable
        case let error as ChannelError where error.isConnectTimeout: self = .unreachable
        case let error as SMTPReplyParser.Fault: self = error == .tooLong ? .tooLong : .notSMTP
        case is NIOSSLExtraError: self = .untrusted
        case let error as NIOSSLError:
            self = String(describing: error).contains("CERTIFICATE_VERIFY_FAILED") ? .untrusted : .noTLS
        case is BoringSSLError: self = .noTLS
        default: self = .broken
        }
    }

    /// The end of a sentence that begins with the mail server.
    var reason: String {
        switch self {
        case .unreachable: "cannot be reached"
        case .tooSlow: "did not answer within the time allowed"
        case .broken: "broke the connection off"
        case .untrusted:
            "shows a certificate that cannot be trusted; nothing was sent. A certificate authority of your own is named with mail-ca-file"
        case .noTLS: "does not speak TLS there; nothing was sent. See whether scheme and port of mail-url belong together"
        case .tooLong: "answers without an end"
        case .notSMTP: "does not answer as a mail server does"
        case .injected: "said more than it was asked before the connection was safe; nothing was sent"
        }
    }
}

extension ChannelError {
    fileprivate var isConnectTimeout: Bool { if case .connectTimeout = self { true } else { false } }
}
