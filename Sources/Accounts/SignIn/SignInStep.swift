import Foundation
import KinoraKernel

/// What a sign-in remembers between the password and the code: sealed, in a cookie, for some minutes.
struct SignInStep: Codable, Hashable {
    static let life: Duration = .seconds(300)

    var member: String
    var ways: [SignInWay]
    /// The session that the person proves again, where one stands already.
    var session: String?
    /// The password as it was kept when it was compared: a step is worthless once it is changed.
    var password: String?
    /// Whether everything was shown, and only the decision is wanting whether to stay. What was made for one of the two is not good for the other.
    var isDecision: Bool?
    var notAfter: Moment

    func sealed(with keys: HouseKeys) throws -> String { try keys.seal(try JSONEncoder().encode(self), for: .signIn) }

    static func open(_ text: String, with keys: HouseKeys, at now: Moment) -> SignInStep? {
        guard text.utf8.count <= 4000, let bytes = keys.open(text, for: .signIn),
            let step = try? JSONDecoder().decode(SignInStep.self, from: Data(bytes)), step.notAfter > now
        else { return nil }
        return step
    }
}
