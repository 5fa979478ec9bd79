import KinoraAccounts
import KinoraKernel
import Testing

@Suite("Whoever tries again and again is slowed down", .timeLimit(.minutes(10)))
struct AttemptLimiterTests {
    private let time = StoppedTime(at: Moment(milliseconds: 1_760_000_000_000))
    private let home = SampleAccounts.laptop
    private let elsewhere = SampleAccounts.stranger

    @Test func theSixthTryOfAMinuteWaitsAndSaysHowLong() throws {
        let limiter = AttemptLimiter(time: time)
        for _ in 1...5 {
            _ = try limiter.count(.password, of: "ida", from: home)
            time.advance(by: .seconds(2))
        }

        #expect(throws: TooManyAttempts(seconds: 50)) { try limiter.count(.password, of: "ida", from: home) }
        time.advance(by: .seconds(50))
        _ = try limiter.count(.password, of: "ida", from: home)
    }

    @Test func othersAreNotSlowedDown() throws {
        let limiter = AttemptLimiter(time: time)
        for _ in 1...5 { _ = try limiter.count(.password, of: "ida", from: elsewhere) }

        _ = try limiter.count(.password, of: "jo", from: home)
        #expect(throws: TooManyAttempts.self) { try limiter.count(.password, of: "ida", from: elsewhere) }
    }

    @Test func strangersCannotKeepAMemberOutOfADeviceThatTheHouseKnows() throws {
        let limiter = AttemptLimiter(time: time)
        for _ in 1...5 { _ = try limiter.count(.password, of: "ida", from: elsewhere) }
        var known = home
        known.token = RandomToken.make()

        _ = try limiter.count(.password, of: "ida", from: known, isKnown: true)
        for _ in 2...5 { _ = try limiter.count(.password, of: "ida", from: known, isKnown: true) }
        #expect(throws: TooManyAttempts.self) { try limiter.count(.password, of: "ida", from: known, isKnown: true) }
    }

    @Test func whoTriesManyAccountsFromOnePlaceIsSlowedDownToo() throws {
        let limiter = AttemptLimiter(time: time)
        for number in 1...20 { _ = try limiter.count(.password, of: "\(number)", from: elsewhere) }

        #expect(throws: TooManyAttempts.self) { try limiter.count(.password, of: "another", from: elsewhere) }
    }

    @Test func whatWasRightIsNotCounted() throws {
        let limiter = AttemptLimiter(time: time)
        for _ in 1...30 { limiter.forgive(try limiter.count(.password, of: "ida", from: home)) }
    }

    @Test func fiftyAtOnceAreStillFive() async throws {
        let limiter = AttemptLimiter(time: time)
        let heard = await withTaskGroup(of: Bool.self) { group in
            for _ in 1...50 { group.addTask { [home] in (try? limiter.count(.password, of: "ida", from: home)) != nil } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(heard == 5)
    }

    @Test(
        arguments: [
            ("192.0.2.77", "192.0.2.0/24"), ("::ffff:192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8::1", "2001:db8:0:0::/64"), ("::1", "0:0:0:0::/64"), ("fe80::1%eth0", "fe80:0:0:0::/64"), ("", "unknown"),
            ("1.2.3", "unknown"), ("1.2.3.400", "unknown"), ("2001:db8:::1", "unknown"), ("1:2:3:4:5:6:7:8:9", "unknown"), ("x", "unknown"),
        ])
    func addressesAreKeptAsNetworks(address: String, network: String) {
        #expect(AddressRange.of(address) == network)
    }
}
