import KinoraAccounts
import KinoraKernel

/// The second factor of an account: none, one that is being set up, or one that guards it.
struct SecondFactorPage: Sendable {
    /// The square that an app reads.
    struct Picture: Sendable {
        var box: String
        var side: Int
        /// The dark modules.
        var path: String
    }

    struct SetUp: Sendable {
        /// Markup of our own making.
        var picture: Picture?
        var secret: String
        /// Opens an app on the same device.
        var address: String
        var confirm: String
    }

    struct Standing: Sendable {
        var since: String
        var codesLeft: String
        var renew: String
        var off: String
    }

    var heading: String
    var faults: [String] = []
    var news: String?
    /// Where setting one up begins; nil where there is one, or one is being set up.
    var begin: String?
    var setUp: SetUp?
    var standing: Standing?
    /// Recovery codes, shown this once.
    private(set) var codes: [String] = []
    /// Templates see stored properties alone.
    private(set) var hasCodes = false
    var back = AccountPlace.account.address

    func with(_ codes: [String]) -> SecondFactorPage {
        var page = self
        page.codes = codes
        page.hasCodes = !codes.isEmpty
        return page
    }

    init(_ id: MemberID, _ member: Member, _ factors: SecondFactors, _ words: Words) {
        heading = words(.secondFactor)
        if let since = member.totp?.activeSince {
            standing = Standing(
                since: words(.secondFactorSince, words.day(since)),
                codesLeft: words.count(member.recoveryCodes.count, one: .oneRecoveryCode, many: .manyRecoveryCodes),
                renew: FactorPlace.renewCodes.address, off: FactorPlace.turnFactorOff.address)
        } else if let begun = factors.setUp(of: id, member, house: words(.siteName)) {
            setUp = SetUp(
                picture: begun.picture.map { Picture(box: "0 0 \($0.whole) \($0.whole)", side: $0.whole, path: $0.path) },
                secret: begun.secret, address: begun.address,
                confirm: FactorPlace.confirmFactor.address)
        } else {
            begin = FactorPlace.beginFactor.address
        }
    }
}
