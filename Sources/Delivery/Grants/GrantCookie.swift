import HTTPTypes
import KinoraCatalogue
import KinoraGate
import KinoraKernel

/// The cookie in which a browser carries a grant: sent with the requests for one package alone, and out of every script's reach.
package struct GrantCookie: Hashable, Sendable {
    /// A browser sends one; more are not looked at.
    private static let mostTried = 4

    /// See `SessionCookie.isSecure`.
    package let isSecure: Bool

    package init(isSecure: Bool) {
        self.isSecure = isSecure
    }

    package var name: String { isSecure ? "__Secure-kn_m" : "kn_m" }

    package func field(_ grant: String, for subject: StreamSubject) -> HTTPField {
        let seconds = Int(Grant.life.components.seconds)
        return HTTPField(
            name: .setCookie,
            value: "\(name)=\(grant); Path=\(subject.folder)/; Max-Age=\(seconds); HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
        )
    }

    /// The grants that a request brings.
    static func grants(in fields: HTTPFields) -> [String] {
        let jar = CookieJar(fields)
        return [GrantCookie(isSecure: true), GrantCookie(isSecure: false)].flatMap { jar[$0.name].prefix(mostTried) }
    }
}

extension StreamSubject {
    /// Where its files are, for browsers.
    package var folder: String {
        switch self {
        case .package(let id): "\(SharedAddresses.media)/\(id.rawValue)"
        case .early(let job): "\(SharedAddresses.early)/\(job)"
        }
    }

    /// Where its files are for players without cookies: the grant is part of the address, so what a manifest names by relative addresses has
    /// it too.
    package func folder(grant: String) -> String { "\(SharedAddresses.granted)/\(grant)/\(name)" }
}
