import KinoraAccounts
import Testing

@Suite("Addresses and names")
struct MailAddressTests {
    @Test(
        arguments: [
            (" Ida@Example.ORG ", "ida@example.org"), ("o'neil+films@mail.example.org", "o'neil+films@mail.example.org"),
            ("ida@localhost", "ida@localhost"), ("søren@blåbær.example", "søren@blåbær.example"),
        ])
    func areComparedInLowerCase(text: String, kept: String) {
        #expect(MailAddress(text)?.text == kept)
    }

    @Test(
        arguments: [
            "", "ida", "@example.org", "ida@", "ida@@example.org", "ida@example..org", ".ida@example.org", "ida.@example.org",
            "ida@-example.org", "ida b@example.org", "ida@example.org\r\nBcc: all@example.org", "ida@example.org\0", "<ida@example.org>",
            "ida@[192.0.2.1]", String(repeating: "a", count: 65) + "@example.org", "ida@" + String(repeating: "a.", count: 130) + "org",
        ])
    func refusesWhatIsNone(text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test func namesAreOneLineOfBoundedLength() {
        #expect(PersonalName.clean("  Ida \n Lamp ") == "Ida   Lamp")
        #expect(PersonalName.clean("  \u{202E} ") == nil)
        #expect(PersonalName.clean(String(repeating: "x", count: 61)) == nil)
        #expect(PersonalName.clean(nil) == nil)
    }
}
