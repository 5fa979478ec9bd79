import Foundation
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraAccounts

@Suite("A second factor", .timeLimit(.minutes(10)))
struct SecondFactorTests {
    private let time = StoppedTime(at: Moment(milliseconds: 1_800_000_000_000))

    /// A house with one member, who has set up an authenticator.
    private struct Bench {
        let store: MemoryStore
        let members: Records<Member>
        let factors: SecondFactors
        let keys: HouseKeys
        let ida: MemberID

        func member() async throws -> Member { try #require(await members.read(ida.rawValue)).value }

        func totp() async throws -> TOTP {
            let factor = try #require(await member().totp)
            return try #require(SealedFactor(factor, of: ida.rawValue, keys: keys)).totp
        }
    }

    private func bench() async throws -> Bench {
        let store = MemoryStore(time: time)
        try await store.prepare([Member.schema])
        let members = Records(Member.self, in: store)
        let ida = try await members.insert(Member(email: "ida@example.org", name: "Ida", role: .member, state: .active))
        let keys = try #require(HouseKeys([HouseKeys.make()]))
        return Bench(
            store: store, members: members, factors: SecondFactors(in: store, keys: keys, time: time), keys: keys, ida: MemberID(ida.id))
    }

    private func code(_ bench: Bench) async throws -> String { try await bench.totp().code(at: TOTP.step(at: time.now)) }

    /// With the codes that are left to recover.
    private func active() async throws -> (Bench, [String]) {
        let bench = try await bench()
        try await bench.factors.begin(for: bench.ida)
        let codes = try await bench.factors.activate(for: bench.ida, code: code(bench))
        time.advance(by: .seconds(60))
        return (bench, codes)
    }

    @Test("guards nothing before a right code was shown, and then it does")
    func activation() async throws {
        let bench = try await bench()
        try await bench.factors.begin(for: bench.ida)
        let right = try await code(bench)
        #expect(try await bench.member().totp?.activeSince == nil)
        #expect(try await bench.factors.admit(right, for: bench.ida) == nil)
        await #expect(throws: FactorRefusal.wrongCode) { try await bench.factors.activate(for: bench.ida, code: "000 000") }
        let codes = try await bench.factors.activate(for: bench.ida, code: " \(right.prefix(3)) \(right.suffix(3))")
        #expect(Set(codes).count == 10)
        #expect(try await bench.member().totp?.activeSince == time.now)
        await #expect(throws: FactorRefusal.alreadyActive) { try await bench.factors.begin(for: bench.ida) }
        await #expect(throws: FactorRefusal.alreadyActive) { try await bench.factors.activate(for: bench.ida, code: right) }
    }

    @Test("the code that activated it does not sign in; the next one does, once")
    func aCodeWorksOnce() async throws {
        let bench = try await bench()
        try await bench.factors.begin(for: bench.ida)
        let first = try await code(bench)
        _ = try await bench.factors.activate(for: bench.ida, code: first)
        #expect(try await bench.factors.admit(first, for: bench.ida) == nil)
        time.advance(by: .seconds(30))
        let second = try await code(bench)
        #expect(try await bench.factors.admit(second, for: bench.ida) == .totp)
        #expect(try await bench.factors.admit(second, for: bench.ida) == nil)
        #expect(try await bench.factors.admit(first, for: bench.ida) == nil)
    }

    @Test("of twenty requests with the same code at once, one is taken", arguments: [false, true])
    func atOnce(isRecovery: Bool) async throws {
        let (bench, codes) = try await active()
        let typed = isRecovery ? codes[3] : try await code(bench)
        let taken = try await withThrowingTaskGroup(of: SignInWay?.self) { group in
            for _ in 0..<20 { group.addTask { try await bench.factors.admit(typed, for: bench.ida) } }
            return try await group.reduce(0) { $0 + ($1 == nil ? 0 : 1) }
        }
        #expect(taken == 1)
        #expect(try await bench.member().recoveryCodes.count == (isRecovery ? 9 : 10))
    }

    @Test("each recovery code works once, however it is typed, and the store holds digests alone")
    func recovery() async throws {
        let (bench, codes) = try await active()
        let kept = try await bench.member().recoveryCodes
        #expect(kept.allSatisfy { digest in digest.count == 64 && !codes.contains { digest.contains($0) } })
        for (number, code) in codes.enumerated() {
            let typed = [code, code.uppercased(), code.filter { $0 != "-" }, " " + code.replacing("0", with: "O") + "\n"][number % 4]
            #expect(try await bench.factors.admit(typed, for: bench.ida) == .recoveryCode)
            #expect(try await bench.factors.admit(code, for: bench.ida) == nil)
        }
        #expect(try await bench.member().recoveryCodes.isEmpty)
        #expect(try await bench.factors.admit(try await code(bench), for: bench.ida) == .totp)
    }

    @Test("new recovery codes make the old ones worthless")
    func renewal() async throws {
        let (bench, old) = try await active()
        let new = try await bench.factors.renewRecoveryCodes(for: bench.ida)
        #expect(Set(old).isDisjoint(with: new))
        #expect(try await bench.factors.admit(old[0], for: bench.ida) == nil)
        #expect(try await bench.factors.admit(new[0], for: bench.ida) == .recoveryCode)
    }

    @Test("turned off, nothing of it is left")
    func turnedOff() async throws {
        let (bench, codes) = try await active()
        try await bench.factors.turnOff(for: bench.ida)
        try await bench.factors.turnOff(for: bench.ida)
        #expect(try await bench.member().totp == nil)
        #expect(try await bench.factors.admit(codes[0], for: bench.ida) == nil)
        await #expect(throws: FactorRefusal.notSetUp) { try await bench.factors.renewRecoveryCodes(for: bench.ida) }
    }

    @Test("one that is set up too slowly has to be begun again")
    func slowly() async throws {
        let bench = try await bench()
        try await bench.factors.begin(for: bench.ida)
        #expect(bench.factors.setUp(of: bench.ida, try await bench.member(), house: "Kinora") != nil)
        time.advance(by: SealedFactor.patience + .seconds(1))
        #expect(bench.factors.setUp(of: bench.ida, try await bench.member(), house: "Kinora") == nil)
        let late = try await code(bench)
        await #expect(throws: FactorRefusal.notSetUp) { try await bench.factors.activate(for: bench.ida, code: late) }
    }

    @Test("a sealed secret is good for no other member, and not under other keys")
    func sealing() async throws {
        let (bench, _) = try await active()
        let factor = try #require(try await bench.member().totp)
        var other = Member(email: "bo@example.org", name: "Bo", role: .member, state: .active)
        other.totp = factor
        other.totp?.lastStep = nil
        let bo = try await bench.members.insert(other)
        let right = try await code(bench)
        #expect(try await bench.factors.admit(right, for: MemberID(bo.id)) == nil)
        let foreign = SecondFactors(in: bench.store, keys: try #require(HouseKeys([HouseKeys.make()])), time: time)
        #expect(try await foreign.admit(right, for: bench.ida) == nil)
        #expect(try await bench.factors.admit(right, for: bench.ida) == .totp)
        let stored = try #require(try await bench.store.read(bench.ida.rawValue, in: "members"))
        #expect(!"\(stored.body)".contains(try await bench.totp().secretText))
    }

    @Test("a code that is right seals the secret with the newest key, so that the older one can go")
    func newKeys() async throws {
        let store = MemoryStore(time: time)
        try await store.prepare([Member.schema])
        let members = Records(Member.self, in: store)
        let ida = MemberID(try await members.insert(Member(email: nil, name: "Ida", role: .member, state: .active)).id)
        let (old, new) = (HouseKeys.make(), HouseKeys.make())
        func factors(_ keys: [[UInt8]]) throws -> SecondFactors {
            SecondFactors(in: store, keys: try #require(HouseKeys(keys)), time: time)
        }
        func code() async throws -> String {
            let kept = try #require(try await members.read(ida.rawValue)?.value.totp)
            let keys = try #require(HouseKeys([new, old]))
            return try #require(SealedFactor(kept, of: ida.rawValue, keys: keys)).totp.code(at: TOTP.step(at: time.now))
        }
        try await factors([old]).begin(for: ida)
        _ = try await factors([old]).activate(for: ida, code: code())
        time.advance(by: .seconds(30))
        #expect(try await factors([new, old]).admit(code(), for: ida) == .totp)
        time.advance(by: .seconds(30))
        #expect(try await factors([old]).admit(code(), for: ida) == nil)
        #expect(try await factors([new]).admit(code(), for: ida) == .totp)
    }

    @Test(
        "texts that are no code are refused",
        arguments: ["", " ", "abc", "12345", String(repeating: "0", count: 24), String(repeating: "9", count: 100_000), "０１２３４５"])
    func noCodes(typed: String) async throws {
        let (bench, _) = try await active()
        #expect(try await bench.factors.admit(typed, for: bench.ida) == nil)
    }

    @Test("recovery codes have 120 random bits")
    func entropy() {
        let codes = (0..<200).map { _ in RecoveryCode.make() }
        #expect(Set(codes).count == 200)
        #expect(codes.allSatisfy { $0.count == 29 && $0.split(separator: "-").count == 6 })
        #expect(Set(codes.joined()).count == 33)
    }

    @Test(
        "a PIN has four to eight digits",
        arguments: [
            ("1234", true), ("123", false), ("12345678", true), ("123456789", false), ("12a4", false), ("１２３４", false), ("", false),
        ])
    func pin(text: String, isFit: Bool) {
        #expect(PIN.isFit(text) == isFit)
    }

    @Test(
        "a PIN that everybody tries first is known",
        arguments: [("1111", true), ("1234", true), ("87654321", true), ("1235", false), ("1357", false)])
    func easyPIN(text: String, isEasy: Bool) {
        #expect(PIN.isEasy(text) == isEasy)
    }
}
