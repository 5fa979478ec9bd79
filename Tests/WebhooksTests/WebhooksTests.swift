import KinoraDocuments
import KinoraKernel
import KinoraWebhooks
import Synchronization
import Testing

@Suite("What the owner's programs are told", .timeLimit(.minutes(10)))
struct WebhooksTests {
    private let time = StoppedTime(at: Moment(milliseconds: 1_790_000_000_000))
    private let store: MemoryStore
    private let keys: HouseKeys

    init() async throws {
        store = MemoryStore(time: time)
        keys = try #require(HouseKeys([HouseKeys.make()]))
        try await store.prepare(Webhooks.schemas)
    }

    private func webhooks(_ courier: ScriptedCourier) -> Webhooks { Webhooks(store: store, keys: keys, time: time, courier: courier) }

    private func joined(_ name: String) -> Event {
        Event(.memberJoined, key: name, at: time.now, data: ["member": .string(name)])
    }

    private func deliverAll(_ webhooks: Webhooks) async throws -> [WebhookNews] {
        var news: [WebhookNews] = []
        while let one = try await webhooks.deliverNext() { news.append(one) }
        return news
    }

    @Test("A message goes to those who want to hear of it, once, however often the event is told")
    func once() async throws {
        let courier = ScriptedCourier()
        let webhooks = webhooks(courier)
        _ = try await webhooks.add("https://one.example/", kinds: [.memberJoined])
        _ = try await webhooks.add("https://two.example/", kinds: [.jobFailed])
        for _ in 0..<3 { #expect(try await webhooks.announce([joined("m1"), joined("m1")]) == 0) }
        #expect(try await deliverAll(webhooks) == [.delivered(.memberJoined)])
        #expect(try await webhooks.announce([joined("m1")]) == 0)
        #expect(try await deliverAll(webhooks).isEmpty)
        #expect(courier.carried.map(\.address) == ["https://one.example/"])
        let body = try Value(json: try #require(courier.carried.first).message.body)
        #expect(body["type"] == .string("member.joined") && body["data.member"] == .string("m1"))
        #expect(body["timestamp"] == .string(time.now.iso8601))
    }

    @Test("The signature is that of the secret which was shown when the webhook was added; the documents do not hold it")
    func signed() async throws {
        let courier = ScriptedCourier()
        let webhooks = webhooks(courier)
        let (webhook, secret) = try await webhooks.add("https://one.example/", kinds: [.memberJoined])
        _ = try await webhooks.announce([joined("m1")])
        _ = try await deliverAll(webhooks)
        let message = try #require(courier.carried.first).message
        #expect(message.signature == secret.signature(of: message.body, id: message.id, at: message.timestamp))
        #expect(message.timestamp == time.now.milliseconds / 1000)
        let kept = try #require(try await store.read(webhook.id, in: Webhook.schema.name))
        #expect(!kept.body.json.contains(secret.text.dropFirst(6)))
    }

    @Test("What happened before a webhook was added, and what happened long ago, is told nobody")
    func old() async throws {
        let webhooks = webhooks(ScriptedCourier())
        let early = joined("early")
        time.advance(by: .seconds(1))
        _ = try await webhooks.add("https://one.example/", kinds: [.memberJoined])
        let late = joined("late")
        time.advance(by: .seconds(40 * 24 * 3600))
        _ = try await webhooks.announce([early, late])
        #expect(try await deliverAll(webhooks).isEmpty)
    }

    @Test("Of several servers that send at once, each message is sent by one")
    func several() async throws {
        let courier = ScriptedCourier()
        let webhooks = webhooks(courier)
        _ = try await webhooks.add("https://one.example/", kinds: [.memberJoined])
        _ = try await webhooks.announce((0..<50).map { joined("m\($0)") })
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { _ = try await deliverAll(webhooks) } }
            try await group.waitForAll()
        }
        #expect(courier.carried.count == 50 && Set(courier.carried.map(\.message.id)).count == 50)
    }

    @Test("A message that does not arrive waits longer each time, under the same name, and is given up at last")
    func patience() async throws {
        let courier = ScriptedCourier { _ in CourierTrouble(status: 500, reason: "It answered 500.") }
        let webhooks = webhooks(courier)
        let (webhook, _) = try await webhooks.add("https://one.example/", kinds: [.memberJoined])
        _ = try await webhooks.announce([joined("m1")])
        var attempts = 0
        for _ in 0..<2000 {
            for news in try await deliverAll(webhooks) {
                if case .putOff(_, _, let reason) = news { #expect(reason.contains("50") || reason.contains("before")) }
            }
            attempts = courier.carried.count
            let delivery = try #require(try await webhooks.lately(WebhookID(webhook.id)).first).value
            if delivery.state == .givenUp { break }
            time.advance(by: .seconds(300))
        }
        let delivery = try #require(try await webhooks.lately(WebhookID(webhook.id)).first).value
        #expect(delivery.state == .givenUp && attempts == 11, "\(attempts) \(delivery)")
        #expect(Set(courier.carried.map(\.message.id)).count == 1)
        try await webhooks.sendAgain(try #require(try await webhooks.lately(WebhookID(webhook.id)).first).id)
        time.advance(by: .seconds(3600))
        #expect(try await !deliverAll(webhooks).isEmpty && courier.carried.count == 12)
    }

    @Test("An address that does not answer is left alone for a while: its other messages wait without an attempt")
    func rest() async throws {
        let courier = ScriptedCourier { $0.address.contains("bad") ? CourierTrouble(status: nil, reason: "There is no answer.") : nil }
        let webhooks = webhooks(courier)
        _ = try await webhooks.add("https://bad.example/", kinds: [.memberJoined])
        _ = try await webhooks.add("https://good.example/", kinds: [.memberJoined])
        _ = try await webhooks.announce((0..<20).map { joined("m\($0)") })
        _ = try await deliverAll(webhooks)
        #expect(courier.carried.filter { $0.address.contains("bad") }.count == 1)
        #expect(courier.carried.filter { $0.address.contains("good") }.count == 20)
    }

    @Test("An address that wants no more is turned off at once, one that nothing reaches after five days; the owner can turn it on again")
    func turnedOff() async throws {
        let isGone = Mutex(true)
        let courier = ScriptedCourier { _ in isGone.withLock { $0 } ? CourierTrouble(status: 410, reason: "It answered 410.") : nil }
        let webhooks = webhooks(courier)
        let id = WebhookID(try await webhooks.add("https://one.example/", kinds: [.memberJoined]).0.id)
        _ = try await webhooks.announce([joined("m1")])
        #expect(try await deliverAll(webhooks) == [.givenUp(.memberJoined, reason: "It answered 410.")])
        var kept = try #require(try await webhooks.list().first).value
        #expect(!kept.isOn && kept.reason?.contains("410") == true)
        _ = try await webhooks.announce([joined("m2")])
        #expect(try await deliverAll(webhooks).isEmpty)
        try await webhooks.turn(id, on: true)
        isGone.withLock { $0 = false }
        _ = try await webhooks.announce([joined("m3")])
        #expect(try await deliverAll(webhooks) == [.delivered(.memberJoined)])
        kept = try #require(try await webhooks.list().first).value
        #expect(kept.isOn && kept.failingSince == nil && kept.reason == nil)
    }

    @Test("A removed webhook takes along what waits for it")
    func removed() async throws {
        let courier = ScriptedCourier()
        let webhooks = webhooks(courier)
        let id = WebhookID(try await webhooks.add("https://one.example/", kinds: [.memberJoined]).0.id)
        _ = try await webhooks.announce([joined("m1")])
        try await webhooks.remove(id)
        #expect(try await deliverAll(webhooks).isEmpty && courier.carried.isEmpty)
        #expect(try await webhooks.deliveries.count() == 0)
    }

    @Test("The owner is told why a webhook cannot be added, and whether a message arrives")
    func owner() async throws {
        let isAway = Mutex(false)
        let webhooks = webhooks(
            ScriptedCourier { _ in isAway.withLock { $0 } ? CourierTrouble(status: 503, reason: "It answered 503.") : nil })
        await #expect(throws: WebhookComplaint.self) { try await webhooks.add("ftp://one.example/", kinds: [.jobFailed]) }
        await #expect(throws: WebhookComplaint.nothingToTell) { try await webhooks.add("https://one.example/", kinds: [.test]) }
        let (webhook, _) = try await webhooks.add("https://one.example/", kinds: [.jobFailed])
        await #expect(throws: WebhookComplaint.addressTaken) { try await webhooks.add("https://one.example/", kinds: [.jobFailed]) }
        await #expect(throws: WebhookComplaint.unknown("nothing")) { try await webhooks.find("nothing") }
        #expect(try await webhooks.find(String(webhook.id.prefix(6))).id == webhook.id)
        #expect(try await webhooks.test(WebhookID(webhook.id)) == nil)
        isAway.withLock { $0 = true }
        #expect(try await webhooks.test(WebhookID(webhook.id))?.status == 503)
        #expect(try await webhooks.lately(WebhookID(webhook.id)).count == 2)
        for number in 1..<Webhooks.most { _ = try await webhooks.add("https://\(number).example/", kinds: [.jobFailed]) }
        await #expect(throws: WebhookComplaint.tooMany(Webhooks.most)) {
            try await webhooks.add("https://more.example/", kinds: [.jobFailed])
        }
    }
}
