import Foundation
import Testing

@testable import KinoraAccounts

@Suite("Which passwords are taken", .timeLimit(.minutes(10)))
struct PasswordRulesTests {
    private let ida = PasswordContext(house: "Sommer Cinema", name: "Ida Lindqvist", email: "ida.lindqvist@holmstrand.example")

    @Test("eight characters are taken, seven are refused, whatever they are", arguments: ["xkq9 zt", "äöüßñçé", "🎬🎥🍿🎞📽🎫🎟"])
    func length(seven: String) {
        #expect(PasswordRules.faults(in: seven, for: ida) == [.tooShort])
        #expect(PasswordRules.faults(in: seven + "w", for: ida) == [])
    }

    @Test("long ones are taken to 256 characters", arguments: ["q", "ö", "🎬"])
    func longest(character: String) {
        let phrase = { (count: Int) in String(repeating: character, count: count - 2) + "zw" }
        #expect(PasswordRules.faults(in: phrase(64), for: ida) == [])
        #expect(PasswordRules.faults(in: phrase(256), for: ida) == [])
        #expect(PasswordRules.faults(in: phrase(257), for: ida) == [.tooLong])
        #expect(phrase(256).utf8.count <= PasswordHasher.mostBytes)
    }

    @Test(
        "no kind of character is asked for",
        arguments: ["mjqwtxzrv", "        mq", "83 72 91 65 04", "räksmörgås på bryggan", "ZQXWVKJP", "!§$%&/()=?"])
    func noComposition(password: String) {
        #expect(PasswordRules.faults(in: password, for: ida) == [])
    }

    @Test(
        "common ones are refused, however they are capitalised", arguments: ["password", "PassWord1", "1qaz2wsx", "iloveyou", "QWERTYUIOP"])
    func common(password: String) {
        #expect(PasswordRules.faults(in: password, for: ida).contains(.common))
    }

    @Test("the whole list is there and every entry is refused")
    func theList() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../Sources/Accounts/Texts/common-passwords.txt").standardizedFileURL
        let entries = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        #expect(entries.count == 16_281)
        #expect(CommonPasswords.count == Set(entries.map { $0.lowercased() }).count)
        let nobody = PasswordContext(house: "", name: "", email: nil)
        #expect(entries.allSatisfy { !PasswordRules.faults(in: $0, for: nobody).isEmpty })
    }

    @Test(
        "the names of the house and the person make no password",
        arguments: [
            "SommerCinema", "sommer2026", "Kinora!!1", "idalindqvist", "Lindqvist99", "holmstrand.1", "ida.lindqvist@holmstrand.example",
            "IdaIdaIda123", "kinorakinorakinora",
        ])
    func personal(password: String) {
        #expect(PasswordRules.faults(in: password, for: ida).contains(.personal))
    }

    @Test("a name in a phrase that is long enough without it is fine", arguments: ["my cat ida sleeps on the roof", "kinora-7hq2-mmvx-91"])
    func nameInAPhrase(password: String) {
        #expect(PasswordRules.faults(in: password, for: ida) == [])
    }
}
