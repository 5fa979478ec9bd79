import KinoraDocuments
import KinoraKernel

/// The tokens that were given out.
package struct TokenBook: Sendable {
    /// How many characters a name may have, and how long a token may live at most.
    package static let longestName = 80
    package static let mostDays = 3650
    /// How many tokens there may be.
    package static let most = 1000
    /// The use of a token is noted no more often.
    static let betweenNotes: Duration = .seconds(60)

    let records: Records<Token>
    private let time: any TimeSource

    package init(store: any DocumentStore, time: any TimeSource) {
        records = Records(in: store)
        self.time = time
    }

    /// Makes a token. Its secret can never be shown again.
    /// - Throws: `TokenRefusal`.
    package func create(_ name: String, scopes: Set<Scope>, days: Int? = nil) async throws -> (token: Stored<Token>, secret: TokenSecret) {
        guard !name.isEmpty, name.count <= Self.longestName, name == name.onOneLine() else { throw TokenRefusal.unusableName }
        guard !scopes.isEmpty else { throw TokenRefusal.noScope }
        guard days.map({ (1...Self.mostDays).contains($0) }) ?? true else { throw TokenRefusal.unusableDays }
        guard try await records.count() < Self.most else { throw TokenRefusal.tooMany }
        let secret = TokenSecret.make()
        let token = Token(
            name: name, scopes: Scope.allCases.filter(scopes.contains), prefix: secret.prefix, lastUsedAt: nil,
            expiresAt: days.map { time.now + .seconds($0 * 86_400) })
        do {
            return (try await records.insert(token, id: TokenSecret.digest(of: secret.text)), secret)
        } catch StoreError.notUnique {
            throw TokenRefusal.nameIsTaken(name)
        }
    }

    /// All tokens by name.
    package func list() async throws -> [Stored<Token>] {
        try await records.find(Query(sort: [.ascending("name")]))
    }

    /// Takes a token away; it stops working with the next request.
    /// - Parameter nameOrPrefix: its name, or the beginning of its secret as `list` shows it.
    /// - Throws: `TokenRefusal.unknown` unless exactly one is meant.
    @discardableResult
    package func revoke(_ nameOrPrefix: String) async throws -> Stored<Token> {
        let all = try await list()
        let named = all.filter { $0.value.name == nameOrPrefix }
        let found = named.isEmpty ? all.filter { $0.value.prefix == nameOrPrefix } : named
        guard let token = found.first, found.count == 1 else { throw TokenRefusal.unknown(nameOrPrefix) }
        guard try await records.delete(token.id) else { throw TokenRefusal.unknown(nameOrPrefix) }
        return token
    }

    /// The token whose secret this is, if it still counts.
    func token(for secret: String) async throws -> Stored<Token>? {
        guard secret.utf8.count <= 200, let token = try await records.read(TokenSecret.digest(of: secret)) else { return nil }
        let now = time.now
        if let end = token.value.expiresAt, end <= now { return nil }
        try await note(token, at: now)
        return token
    }

    private func note(_ token: Stored<Token>, at now: Moment) async throws {
        if let last = token.value.lastUsedAt, now.since(last) < Self.betweenNotes { return }
        // One step in the store, so that a token that is revoked meanwhile does not come back.
        _ = try await records.findAndModify(Query(.equal("_id", .string(token.id))), [.set("lastUsedAt", .date(now))])
    }
}

/// Why a token cannot be made or revoked.
package enum TokenRefusal: Complaint, Hashable {
    case unusableName, noScope, unusableDays, tooMany
    case nameIsTaken(String)
    case unknown(String)

    package var sentence: String {
        switch self {
        case .unusableName: "A token's name has 1 to \(TokenBook.longestName) characters on one line."
        case .noScope:
            "A token needs at least one --scope: \(Scope.allCases.map(\.rawValue).joined(separator: ", "))."
        case .unusableDays: "A token lives 1 to \(TokenBook.mostDays) days."
        case .tooMany: "There are \(TokenBook.most) tokens already. Revoke those that nobody uses: kinora tokens list"
        case .nameIsTaken(let name):
            "There is already a token called \(name.onOneLine(atMost: 80)). Choose another name, or revoke that one."
        case .unknown(let text): "There is no token called \(text.onOneLine(atMost: 80)). See: kinora tokens list"
        }
    }
}
