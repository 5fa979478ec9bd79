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

    /// The Video API; nil in a house that itself reads its documents from another server, which is the one to ask.
    /// - Parameter accounts: count the tokens that somebody guesses.
    func videoAPI(_ accounts: Accounts) async throws -> VideoAPI? {
        if settings.engine.isRemote { return nil }
        return VideoAPI(
            store: store, collections: Self.apiCollections, tokens: try await tokens(), time: time, guesses: TokenGuesses(accounts.attempts)
        )
    }

    /// What programs may reach under which scopes; everything else is for servers with the scope `documents`.
    private static var apiCollections: [APICollection] {
        let open: [APICollection] = [
            .catalogue(Film.self), .catalogue(Series.self), .catalogue(Season.self), .catalogue(Episode.self), .catalogue(Person.self),
            .catalogue(Genre.self), .usage(Watch.schema), .usage(Progress.schema),
        ]
        let named = Set(open.map(\.schema.name))
        return open + prepared.filter { !named.contains($0.name) }.map(APICollection.inner)
    }
}
