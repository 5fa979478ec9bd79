import KinoraGate
import Testing

@Suite("The names by which a server may be addressed")
struct AllowedHostsTests {
    @Test(arguments: [
        "localhost", "localhost:8080", "LOCALHOST:8080", "kinora.localhost", "127.0.0.1", "127.0.0.1:8080", "127.8.9.10", "[::1]",
        "[::1]:8080",
    ])
    func thisMachinesOwnNamesAreAdmitted(authority: String) {
        #expect(AllowedHosts.loopback.admits(authority))
    }

    @Test(arguments: [
        "", "evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example", "notlocalhost", "127.0.0.256",
        "128.0.0.1",
        "192.168.1.5", "[::2]", "[::1", "[::1]x", "localhost:80x", "user@localhost", "localhost/evil", "local host", "127.1", "0.0.0.0",
    ])
    func othersAreNot(authority: String) {
        #expect(!AllowedHosts.loopback.admits(authority))
        #expect(!AllowedHosts.loopback.admits(nil))
    }

    @Test func anOwnerCanNameMore() {
        let hosts = AllowedHosts.names(["films.example"])

        #expect(hosts.admits("films.example:443"))
        #expect(hosts.admits("Films.Example"))
        #expect(hosts.admits("localhost"))
        #expect(!hosts.admits("evil.example"))
    }

    @Test func anOpenedServerAnswersToAnyNameButNotToNone() {
        #expect(AllowedHosts.any.admits("evil.example"))
        #expect(!AllowedHosts.any.admits(nil))
    }
}
