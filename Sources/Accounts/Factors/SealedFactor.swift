import Foundation
import KinoraKernel

/// What is sealed of a second factor: the secret, whose it is and since when. So a sealed secret is good for nobody else, and one that was
/// never confirmed ends.
struct SealedFactor {
    /// How long setting up may take.
    static let patience: Duration = .seconds(30 * 60)

    let member: String
    let madeAt: Moment
    let totp: TOTP

    private struct Text: Codable {
        var member: String
        var madeAt: Int64
        var secret: String
    }

    init(member: String, madeAt: Moment, totp: TOTP) {
        self.member = member
        self.madeAt = madeAt
        self.totp = totp
    }

    /// Nil where the house's keys do not open it any more, or it was sealed for somebody else.
    init?(_ factor: SecondFactor, of member: String, keys: HouseKeys) {
        guard let plain = keys.open(factor.sealed, for: .secondFactors),
            let text = try? JSONDecoder().decode(Text.self, from: Data(plain)), text.member == member,
            let secret = Base64URL.decode(text.secret)
        else { return nil }
        self.init(member: member, madeAt: Moment(milliseconds: text.madeAt), totp: TOTP(secret: secret))
    }

    func sealed(by keys: HouseKeys) throws -> String {
        let text = Text(member: member, madeAt: madeAt.milliseconds, secret: Base64URL.encode(totp.secret))
        return try keys.seal(JSONEncoder().encode(text), for: .secondFactors)
    }

    func isTooOld(at now: Moment) -> Bool { now.since(madeAt) > Self.patience }
}
