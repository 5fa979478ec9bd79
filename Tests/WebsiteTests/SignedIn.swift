import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// Everybody who asks is signed in, as whoever a test wants: for tests of pages that are not about signing in.
struct SignedIn: Doorkeeper {
    var role: Role = .owner
    var profile: String? = "p"
    var ageLimit: Int?
    var hasPowers = true
    var language: String?
    var member = "m"
    var lacksSecondFactor = false

    func principal(token: String?, from origin: RequestOrigin) async throws -> Principal? {
        var principal = Principal(
            member: member, role: role, profile: profile, name: "Ida", ageLimit: ageLimit, session: "s", isFresh: true, hasPowers: hasPowers
        )
        principal.language = language
        principal.lacksSecondFactor = lacksSecondFactor
        return principal
    }

    /// The accounts of a house without mail.
    static func accounts(_ store: any DocumentStore, _ time: any TimeSource) async throws -> Accounts {
        try await store.prepare(Accounts.schemas)
        let keys = HouseKeys([HouseKeys.make()])!
        return Accounts(
            store: store, time: time, keys: keys,
            outbox: Outbox(store: store, keys: keys, time: time, writer: NoLetters(), postman: nil), link: { "http://house\($0)" })
    }
}

private struct NoLetters: LetterWriter {
    func write(_ letter: Letter) throws -> WrittenLetter { throw MailNotSetUp() }
}
