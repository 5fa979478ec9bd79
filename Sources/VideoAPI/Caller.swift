import Foundation
import HTTPTypes
import KinoraDocuments
import KinoraGate

/// The program that asks, as its token proves.
struct Caller: Sendable {
    let scopes: Set<Scope>

    var isServer: Bool { scopes.contains(.documents) }

    func mayRead(_ collection: APICollection) -> Bool { isServer || !scopes.isDisjoint(with: collection.readers) }
    func mayWrite(_ collection: APICollection) -> Bool { isServer || !scopes.isDisjoint(with: collection.writers) }
}

extension TokenBook {
    /// Whoever the request proves to come from. No cookie counts, and no address: the `Authorization` field alone.
    /// - Throws: `APIProblem` with 401.
    func caller(_ fields: HTTPFields, from origin: RequestOrigin, _ guesses: (any GuessLimit)?) async throws -> Caller {
        guard let secret = Self.secret(in: fields[values: .authorization]) else {
            throw APIProblem.unauthorized("Send a token: “Authorization: Bearer <token>”, or Basic with the token as password.")
        }
        // What does not even look like a token is no guess.
        let isGuess = TokenSecret.stands(in: secret)
        if isGuess, let seconds = guesses?.wait(from: origin) { throw APIProblem.tooMany(seconds: seconds) }
        guard let token = try await token(for: secret) else {
            if isGuess { guesses?.count(from: origin) }
            throw APIProblem.unauthorized("This token is not known, or no longer valid.", isInvalid: true)
        }
        return Caller(scopes: Set(token.value.scopes))
    }

    /// The token in `Bearer` (RFC 6750 section 2.1), or the password in `Basic` (RFC 7617).
    private static func secret(in fields: [String]) -> String? {
        guard fields.count == 1 else { return nil }
        let parts = fields[0].split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard parts.count == 2 else { return nil }
        switch parts[0].lowercased() {
        case "bearer": return String(parts[1]).trimmingCharacters(in: .whitespaces)
        case "basic":
            guard let data = Data(base64Encoded: String(parts[1]).trimmingCharacters(in: .whitespaces)),
                let pair = String(validating: data, as: UTF8.self), let colon = pair.firstIndex(of: ":")
            else { return nil }
            return String(pair[pair.index(after: colon)...])
        default: return nil
        }
    }
}
