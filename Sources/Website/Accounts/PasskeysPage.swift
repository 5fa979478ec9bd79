import KinoraAccounts
import KinoraDocuments

/// The passkeys of an account.
struct PasskeysPage: Sendable {
    struct Line: Sendable {
        var name: String
        var made: String
        var used: String?
        var rename: String
        var remove: String
    }

    var heading: String
    var faults: [String] = []
    var news: String?
    var lines: [Line]
    /// Nil where browsers make no passkeys for the house's address.
    var form: PasskeyForm?
    /// The same as a sentence.
    var reason: String?
    var longest = Passkeys.longestName
    var back = AccountPlace.account.address

    init(_ passkeys: [Stored<Passkey>], on site: PasskeySite?, _ words: Words) {
        heading = words(.passkeys)
        lines = passkeys.map { passkey in
            Line(
                name: passkey.value.name, made: words(.passkeyMade, words.day(passkey.createdAt)),
                used: passkey.value.lastUsedAt.map { words(.passkeyUsed, words.timestamp($0)) },
                rename: FactorPlace.renamePasskey(passkey.id).address, remove: FactorPlace.removePasskey(passkey.id).address)
        }
        if let site, passkeys.count < Passkeys.most {
            form = PasskeyForm(.make, question: .passkeyQuestion, action: .passkeys, on: site, label: words(.addPasskey))
        }
        if site == nil { reason = words(.noPasskeysHere) }
    }
}
