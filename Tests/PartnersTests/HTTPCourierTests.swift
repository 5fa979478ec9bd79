import KinoraKernel
import KinoraPartners
import KinoraWebhooks
import NIOHTTP1
import Testing

@Suite("Messages on their way to the owner's programs", .timeLimit(.minutes(10)))
struct HTTPCourierTests {
    private let message = SignedMessage(id: "msg_1", timestamp: 1_790_000_000, signature: "v1,abc=", body: #"{"type":"test"}"#)
    private let household = HTTPCourier(reach: .household, connecting: .seconds(5), answering: .seconds(2))

    private func trouble(_ reply: PartnerPeer.Reply) async throws -> CourierTrouble? {
        let peer = try await PartnerPeer { _, _ in reply }
        var trouble: CourierTrouble?
        do {
            try await household.carry(message, to: peer.url + "/hook?key=s3cret")
        } catch let error as CourierTrouble {
            trouble = error
        }
        #expect(peer.requests.count == 1, "asked once, whatever it answered")
        try await peer.close()
        return trouble
    }

    @Test("A message arrives with the headers of the standard, and any answer of success will do")
    func arrives() async throws {
        let peer = try await PartnerPeer { _, _ in .json("", status: 204) }
        try await household.carry(message, to: peer.url + "/hook?key=s3cret")
        let asked = try #require(peer.requests.first)
        #expect(asked.path == "/hook" && asked.query == ["key": "s3cret"])
        #expect(asked.headers["webhook-id"] == ["msg_1"] && asked.headers["webhook-timestamp"] == ["1790000000"])
        #expect(asked.headers["webhook-signature"] == ["v1,abc="] && asked.headers["content-type"] == ["application/json"])
        try await peer.close()
    }

    @Test(
        "What goes wrong is told in a sentence without the address, and no redirect is followed",
        arguments: [301, 302, 307, 400, 404, 410, 429, 500, 503])
    func refused(status: Int) async throws {
        let trouble = try #require(try await trouble(.json("{}", status: status, headers: ["Location": "http://127.0.0.1:1/"])))
        #expect(trouble.status == status && trouble.reason == "It answered \(status).")
    }

    @Test("An address that is silent, hangs up or talks without an end does not keep the house waiting")
    func hostile() async throws {
        #expect(try await trouble(.silence)?.reason.english == "There is no answer within the time allowed.")
        #expect(try await trouble(.hangUp)?.status == nil)
        #expect(try await trouble(.flood) == nil, "it said 200, and the rest is not read")
        let nobody = await #expect(throws: CourierTrouble.self) { try await household.carry(message, to: "http://127.0.0.1:1/secret") }
        #expect(nobody?.reason.english.contains("secret") == false)
    }

    @Test("The connection goes to the address that was looked at, however the server's name is written")
    func pinned() {
        let pins = HTTPCourier.pinned("example.org", in: "https://Example.ORG/hook", to: "93.184.216.34")
        #expect(pins == ["example.org": "93.184.216.34", "Example.ORG": "93.184.216.34"])
        #expect(HTTPCourier.pinned("example.org", in: "https://example.org/", to: "93.184.216.34") == ["example.org": "93.184.216.34"])
    }

    @Test(
        "Without the owner's word nothing is sent into the own network, nor unencrypted",
        arguments: [
            "http://example.org/", "https://127.0.0.1/", "https://[::1]/", "https://localhost/", "https://10.0.0.1/",
            "https://169.254.169.254/",
        ])
    func ownNetwork(address: String) async throws {
        let internet = HTTPCourier(reach: .internet, connecting: .seconds(2), answering: .seconds(2))
        let trouble = await #expect(throws: CourierTrouble.self) { try await internet.carry(message, to: address) }
        #expect(trouble?.reason.english.contains("household") == true, "\(trouble?.reason.english ?? "")")
    }

    @Test(
        "What is no address for programs is refused when it is given",
        arguments: [
            "", "example.org", "ftp://example.org/", "file:///etc/passwd", "https://user:word@example.org/", "https:///x",
            "https://example.org/#x", "javascript:alert(1)",
        ])
    func noAddress(address: String) {
        #expect(throws: WebhookComplaint.self) { try household.check(address) }
    }
}
