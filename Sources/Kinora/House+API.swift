import KinoraAccounts
import KinoraCatalogue
import KinoraDocuments
import KinoraVideoAPI
import KinoraViewing

extension House {
    /// The tokens that programs show. They are kept beside the other documents, and cannot be reached through the API.
    /// - Throws: `SettingsFailure` where the documents come from another server's API, which keeps its own tokens.
    func tokens() async throws -> TokenBook {
        guard !settings.engine.isRemote else {
            throw SettingsFailure(
                sentence: "The documents of this house are behind \(settings.engine.name); tokens are made and revoked there.")
        }
        try await store.prepare([Token.schema])
        return TokenBook(store: store, time: time)
    }

    /// The Video API, or with the role `usage` alone the part of it that says what was watched; nil without either role.
    /// - Parameter attempts: counts the tokens that somebody guesses.
    func videoAPI(_ attempts: AttemptLimiter) async throws -> VideoAPI? {
        let isWhole = settings.roles.contains(.api)
        guard isWhole || settings.roles.contains(.usage) else { return nil }
        return VideoAPI(
            store: store, collections: isWhole ? Self.apiCollections : Self.usageCollections, tokens: try await tokens(), time: time,
            guesses: TokenGuesses(attempts), isWhole: isWhole)
    }

    private static let usageCollections: [APICollection] = [.usage(Watch.schema), .usage(Progress.schema)]

    /// What programs may reach under which scopes; everything else is for servers with the scope `documents`.
    private static var apiCollections: [APICollection] {
        let open: [APICollection] =
            [
                .catalogue(Film.self), .catalogue(Series.self), .catalogue(Season.self), .catalogue(Episode.self), .catalogue(Person.self),
                .catalogue(Genre.self), .catalogue(Extra.self),
            ] + usageCollections
        let named = Set(open.map(\.schema.name))
        return open + prepared.filter { !named.contains($0.name) }.map(APICollection.inner)
    }
}
