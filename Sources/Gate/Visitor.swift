import Hummingbird
import KinoraKernel
import NIOCore

/// Whoever sends a request; the context that every handler receives.
package struct Visitor: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Who is signed in. Known where the route's rule looks at sessions.
    package internal(set) var principal: Principal?
    /// Where the request comes from.
    package internal(set) var origin: RequestOrigin
    /// The address at the other end of the connection.
    let peer: String?
    var admission: Admission?

    /// The most bytes of a request's body that a handler takes; forms are small.
    package static let mostBodyBytes = 64 * 1024
    /// The same for programs with a token: the largest document, or many small ones.
    package static let mostProgramBodyBytes = 16 * 1024 * 1024

    /// The same where people send whole files (`SharedAddresses.pictures`), the form around the file included.
    package static let mostUploadBytes = 22 * 1024 * 1024

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress
        origin = RequestOrigin(address: peer ?? "unknown", agent: nil)
    }

    package var maxUploadSize: Int { Self.mostBodyBytes }

    /// Whoever is signed in.
    /// - Throws: `Refusal.signIn` where nobody is, or the route's rule does not look at sessions.
    package func signedIn() throws -> Principal {
        guard let principal else { throw Refusal.signIn }
        return principal
    }

    /// The same visitor, for the answer to a wish that ended the session.
    package var leaving: Visitor {
        var visitor = self
        visitor.principal = nil
        return visitor
    }

    /// Who watches.
    /// - Throws: `Refusal`.
    package func viewer() throws -> (principal: Principal, profile: String) {
        let principal = try signedIn()
        guard let profile = principal.profile else { throw Refusal.chooseProfile }
        return (principal, profile)
    }

    /// Looks up who is signed in, on routes whose rule does not.
    package func seekPrincipal(_ request: Request) async throws -> Principal? {
        if let principal { return principal }
        return try await admission?.principal(of: request, from: origin)
    }

    /// How this house's session cookie is written.
    package var sessionCookie: SessionCookie { admission?.cookie ?? SessionCookie() }
}
