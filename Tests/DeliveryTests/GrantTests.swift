import Foundation
import HTTPTypes
import KinoraCatalogue
import KinoraKernel
import KinoraMedia
import Testing

@testable import KinoraDelivery

@Suite("A grant is what the house made, and nothing else", .timeLimit(.minutes(10)))
struct GrantTests {
    private let time = StoppedTime(at: Moment(milliseconds: 1_800_000_000_000))
    private let first = HouseKeys.make()

    private func seal(_ keys: [UInt8]...) throws -> GrantSeal { GrantSeal(keys: try #require(HouseKeys(keys)), time: time) }

    private func grant(_ subject: StreamSubject = .package(PackageID("0123456789abcdef"))) -> Grant {
        Grant(
            subject, member: "member", profile: "profile é", session: String(repeating: "a", count: 64), stream: "stream",
            notAfter: time.now + Grant.life)
    }

    @Test(arguments: [StreamSubject.package(PackageID("0123456789abcdef")), .early(job: "7k2")])
    func itIsReadAsItWasWritten(subject: StreamSubject) throws {
        let seal = try seal(first)
        let text = try #require(seal.text(of: grant(subject)))

        #expect(seal.grant(text) == grant(subject))
        #expect(text.utf8.count < GrantSeal.longest)
        #expect(
            text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95 })
    }

    @Test func theGrantOfAnAddressOpensNothingByItself() throws {
        let seal = try seal(first)
        var address = grant()
        address.isAddress = true
        let text = try #require(seal.text(of: address))

        #expect(seal.grant(text) == nil)
        #expect(seal.address(text) == address)
        #expect(!seal.anyOpens(address.subject, among: [text]))
        let plain = try #require(seal.text(of: grant()))
        #expect(seal.address(plain) == nil)
        var early = grant(.early(job: "7k2"))
        early.isAddress = true
        #expect(seal.text(of: early) == nil)
    }

    @Test func everyChangedCharacterMakesItWorthless() throws {
        let seal = try seal(first)
        let text = try #require(seal.text(of: grant()))

        for index in text.indices {
            var changed = text
            changed.replaceSubrange(index...index, with: text[index] == "A" ? "B" : "A")
            #expect(seal.grant(changed) == nil)
        }
        for wrong in ["", "A", String(text.dropLast()), text + "A", text + "=", " " + text, String(repeating: "A", count: 100_000)] {
            #expect(seal.grant(wrong) == nil)
        }
    }

    @Test func itEndsAtItsMoment() throws {
        let seal = try seal(first)
        let text = try #require(seal.text(of: grant()))

        time.advance(by: Grant.life - .milliseconds(1))
        #expect(seal.grant(text) != nil)
        time.advance(by: .milliseconds(1))
        #expect(seal.grant(text) == nil)
    }

    @Test func keysAreChangedWithoutStoppingAnybody() throws {
        let second = HouseKeys.make()
        let old = try #require(try seal(first).text(of: grant()))
        let new = try #require(try seal(second, first).text(of: grant()))

        #expect(try seal(second, first).grant(old) != nil, "what was made before the change plays on")
        #expect(try seal(second, first).grant(new) != nil)
        #expect(try seal(first).grant(new) == nil, "new ones are made with the newest key")
        #expect(try seal(second).grant(old) == nil, "the old key was taken away")
        #expect(try seal(HouseKeys.make()).grant(new) == nil, "another house's key")
    }

    @Test func itIsNoneForAnotherPurpose() throws {
        let keys = try #require(HouseKeys([first]))
        let message = try #require(grant().bytes)
        let text = Base64URL.encode(message + keys.mac(message, for: .signIn))

        #expect(try seal(first).grant(text) == nil)
    }

    @Test func bytesThatAreNoneAreRefused() throws {
        let bytes = try #require(grant().bytes)
        for count in 0..<bytes.count { #expect(Grant(bytes: bytes.prefix(count)) == nil) }
        #expect(Grant(bytes: bytes + [0]) == nil)
        #expect(Grant(bytes: [2] + bytes.dropFirst()) == nil)
        #expect(
            Grant(.early(job: String(repeating: "j", count: 200)), member: "", profile: "", session: "", stream: "", notAfter: time.now)
                .bytes == nil)
    }

    @Test func theCookieIsForOnePackageAndNoScript() {
        let field = GrantCookie(isSecure: true).field("abc", for: .package(PackageID("0123")))
        #expect(field.value == "__Secure-kn_m=abc; Path=/media/0123/; Max-Age=600; HttpOnly; SameSite=Strict; Secure")
        let early = GrantCookie(isSecure: false).field("abc", for: .early(job: "7"))
        #expect(early.value == "kn_m=abc; Path=/early/7/; Max-Age=600; HttpOnly; SameSite=Strict")
    }
}
