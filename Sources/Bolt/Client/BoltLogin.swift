/// Who asks.
package struct BoltLogin: Sendable, CustomStringConvertible {
    let facts: [String: BoltValue]

    package static let nobody = BoltLogin(facts: ["scheme": "none"])

    package static func basic(user: String, password: String) -> BoltLogin {
        BoltLogin(facts: ["scheme": "basic", "principal": .string(user), "credentials": .string(password)])
    }

    package static func bearer(_ token: String) -> BoltLogin {
        BoltLogin(facts: ["scheme": "bearer", "credentials": .string(token)])
    }

    /// Shows nothing: it holds a secret.
    package var description: String { "(login)" }
}
