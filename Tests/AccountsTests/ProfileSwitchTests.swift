import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraAccounts

@Suite("From one viewer to another")
struct ProfileSwitchTests {
    private static func profile(_ ageLimit: Int?) -> Profile {
        Profile(member: "m", place: 1, name: "x", picture: "fox", ageLimit: ageLimit)
    }

    @Test(
        arguments: [
            (6, 6, false), (6, 3, false), (6, 12, true), (6, nil, true), (nil, 6, false), (nil, nil, false), (0, 0, false), (0, 1, true),
        ] as [(Int?, Int?, Bool)])
    func thePINStandsOnTheWayUp(from: Int?, to: Int?, isNeeded: Bool) {
        let (from, to) = (Self.profile(from), Self.profile(to))
        #expect(ProfileSwitch.needsPIN(isBehindPIN: true, from: from, to: to, among: [from, to]) == isNeeded)
        #expect(!ProfileSwitch.needsPIN(isBehindPIN: false, from: from, to: to, among: [from, to]))
    }

    @Test func whereNobodyIsChosenTheYoungestMayBeThere() {
        let all = [Self.profile(nil), Self.profile(12), Self.profile(6)]
        #expect(all.map { ProfileSwitch.needsPIN(isBehindPIN: true, from: nil, to: $0, among: all) } == [true, true, false])
        let grownUps = [Self.profile(nil), Self.profile(nil)]
        #expect(!ProfileSwitch.needsPIN(isBehindPIN: true, from: nil, to: grownUps[0], among: grownUps))
    }

    @Test func aChildDoesNotProfitFromAPINThatWasShown() {
        let moment = Moment(milliseconds: 0)
        func stored(_ ageLimit: Int?) -> Stored<Profile> {
            Stored(id: "p", etag: ETag(rawValue: "e"), createdAt: moment, updatedAt: moment, value: Self.profile(ageLimit))
        }
        for (limit, shownAt) in [(6, nil), (nil, moment)] as [(Int?, Moment?)] {
            var session = Session(member: "m", ways: [.password], provedAt: moment, endsAt: moment, device: "", place: "")
            session.pinShownAt = moment
            ProfileSwitch.note(stored(limit), in: &session)
            #expect(session.profile == "p" && session.pinShownAt == shownAt)
        }
    }
}
