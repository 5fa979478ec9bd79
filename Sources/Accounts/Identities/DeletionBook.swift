import KinoraDocuments
import KinoraKernel

/// Deletes what a provider told, when the person says so there.
package struct DeletionBook: Sendable {
    private let records: Records<DataDeletion>
    private let identities: IdentityBook
    private let time: any TimeSource

    /// For so long a person can look what became of a request.
    package static let kept: Duration = .seconds(90 * 86_400)

    package init(store: any DocumentStore, identities: IdentityBook, time: any TimeSource) {
        records = Records(in: store)
        self.identities = identities
        self.time = time
    }

    /// Deletes the identity with all that was told.
    /// - Returns: the code under which the person can look.
    package func delete(issuer: String, subject: String, provider: String) async throws -> String {
        let asked = time.now
        let member = try await identities.forget(issuer: issuer, subject: subject)
        let code = RandomToken.make()
        let deletion = DataDeletion(provider: provider, askedAt: asked, hadSomething: member != nil, doneAt: time.now)
        _ = try await records.insert(deletion, id: RandomToken.digest(of: code))
        return code
    }

    package func look(at code: String) async throws -> DataDeletion? {
        guard code.utf8.count == RandomToken.length else { return nil }
        return try await records.read(RandomToken.digest(of: code))?.value
    }

    /// Removes what is long past.
    package func sweep() async throws {
        for old in try await records.find(Query(.atMost("askedAt", .date(time.now - Self.kept)))) { _ = try await records.delete(old.id) }
    }
}
