import NIOCore
import NIOPosix
import NIOSSL

/// What goes wrong between a program and a database that speaks Bolt.
package enum BoltFault: Error, Hashable, CustomStringConvertible {
    case unreachable, tooSlow, broken
    case untrusted, noTLS
    /// Something else answers at the address.
    case notBolt
    /// No version is spoken by both.
    case noCommonVersion
    case malformed(String)
    case tooLong
    /// The database refuses: its code (`Neo.ClientError.Security.Unauthorized`) and its words.
    case refused(code: String, message: String)
    /// The connection broke while a transaction was being committed: it may have been, or not.
    case commitUnknown
    /// All connections are in use, and stay so.
    case busy
    /// No server of the cluster takes such work.
    case noServer
    case cannotBeSent(String)
    /// More rows than the caller wants to hold.
    case tooManyRows(Int)
    case closed

    /// What an error of the network library means.
    init(_ error: any Error) {
        switch error {
        case let error as BoltFault: self = error
        case is NIOConnectionError: self = .unreachable
        case ChannelError.connectTimeout: self = .unreachable
        case is NIOSSLExtraError: self = .untrusted
        case let error as NIOSSLError:
            self = String(describing: error).contains("CERTIFICATE_VERIFY_FAILED") ? .untrusted : .noTLS
        case is BoringSSLError: self = .noTLS
        default: self = .broken
        }
    }

    package var description: String {
        switch self {
        case .unreachable: "The graph database cannot be reached. See whether it runs, and whether host and port are right."
        case .tooSlow: "The graph database did not answer within the time allowed."
        case .broken: "The graph database broke the connection off."
        case .untrusted: "The graph database shows a certificate that cannot be trusted; nothing was sent."
        case .noTLS: "The graph database does not speak TLS there. See whether its address should begin with bolt:// or neo4j://."
        case .notBolt: "What answers there is no graph database that speaks Bolt. See whether the port is right (usually 7687)."
        case .noCommonVersion: "The graph database speaks neither Bolt 5.0 to 5.4 nor 4.4; use Neo4j 5, or 4.4."
        case .malformed(let what): "The graph database sent something that cannot be read: \(what)."
        case .tooLong: "The graph database sent a message that is longer than allowed."
        case .refused(let code, let message): "The graph database refuses (\(code)): \(message)"
        case .commitUnknown: "The connection broke while changes were being committed; whether they were is not known."
        case .busy: "All connections to the graph database are in use."
        case .noServer: "No server of the graph database's cluster takes this work at present."
        case .cannotBeSent(let what): "A graph database cannot be sent \(what)."
        case .tooManyRows(let most): "The graph database answers with more than \(most) rows."
        case .closed: "The connections to the graph database were closed."
        }
    }

    /// Whether the same work may well succeed if it is done again, from its beginning.
    package var isPassing: Bool {
        switch self {
        case .unreachable, .broken, .noServer, .tooSlow: true
        case .refused(let code, _):
            code.hasPrefix("Neo.TransientError.") && !code.hasSuffix(".Terminated") && !code.hasSuffix(".LockClientStopped")
                || isWrongServer
        default: false
        }
    }

    /// Whether another server of the cluster must be asked.
    var isWrongServer: Bool {
        guard case .refused(let code, _) = self else { return false }
        return ["Neo.ClientError.Cluster.NotALeader", "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase"].contains(code)
    }

    /// Of two who make the same new thing at once, one may be told that it exists: once more, and it is found.
    var isLostRace: Bool {
        guard case .refused(let code, _) = self else { return false }
        return code == "Neo.ClientError.Schema.ConstraintValidationFailed"
    }

    /// Whether the connection is of no use any more.
    var endsConnection: Bool {
        switch self {
        case .refused, .cannotBeSent, .tooManyRows, .busy, .noServer: false
        default: true
        }
    }
}
