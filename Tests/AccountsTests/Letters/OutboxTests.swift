import KinoraAccounts
import KinoraDocuments
import KinoraKernel
import Synchronization
import Testing

@Suite("The outbox", .timeLimit(.minutes(10)))
struct OutboxTests {
    private let time = StoppedTime(at: Moment(milliseconds: 1_800_000_000_000))
    private let postman = ScriptedPostman()
    private let store: MemoryStore

    init() async throws {
        store = MemoryStore(time: time)
        try await store.prepare([OutgoingLetter.schema])
    }

    private func outbox(_ keys: [[UInt8]] = [Array(repeating: 7, count: 32)], delivers: Bool = true) throws -> Outbox {
        Outbox(
            store: store, keys: try #require(HouseKeys(keys)), time: time, writer: PlainWriter(), postman: delivers ? postman : nil)
    }

    private let reset = Letter(to: "ida@example.org", .resetPassword(link: "https://films.example.org/reset?t=very-secret"))

    @Test func sendsALetterOnceAndKeepsNothingOfWhatItSaid() async throws {
        let outbox = try outbox()

        try await outbox.post(reset)
        let waiting = try #require(try await store.find(Query(), in: "letters").first)
        #expect(!waiting.body.json.contains("very-secret") && !waiting.body.json.contains("ida@"))
        #expect(try await outbox.deliverNext() == .sent(kind: "reset-password"))
        #expect(try await outbox.deliverNext() == nil)

        #expect(postman.taken.map(\.to) == ["ida@example.org"])
        #expect(postman.taken.first?.plain.contains("very-secret") == true)
        let kept = try #require(try await outbox.records.find().first?.value)
        #expect(kept.state == .sent && kept.sealed == nil && kept.sentAt == time.now)
    }

    @Test func triesAgainWithGrowingPausesForTwoDaysAndThenTellsTheOwner() async throws {
        let outbox = try outbox()
        try await outbox.post(Letter(to: "ida@example.org", .trial))
        let began = time.now
        postman.answer(.later("The mail server says: 451 come back later"))

        var pauses: [Duration] = []
        var last: LetterNews?
        while let news = try await outbox.deliverNext() {
            last = news
            guard case .putOff(_, let until, let reason) = news else { break }
            #expect(reason.contains("451"))
            pauses.append(until.since(time.now))
            #expect(try await outbox.deliverNext() == nil)
            time.advance(by: until.since(time.now))
        }

        let expected: [Duration] = [60, 300, 900, 3600, 10_800, 21_600, 21_600].map { .seconds($0) }
        #expect(Array(pauses.prefix(7)) == expected)
        #expect(last == .givenUp(kind: "trial", reason: "The mail server says: 451 come back later"))
        #expect(time.now.since(began) > .seconds(40 * 3600) && time.now.since(began) <= .seconds(48 * 3600))
        let kept = try #require(try await outbox.givenUp().first?.value)
        #expect(kept.sealed == nil && kept.reason?.contains("451") == true)
    }

    @Test func givesUpAtOnceWhatIsRefusedForGood() async throws {
        let outbox = try outbox()
        try await outbox.post(reset)
        postman.answer(.refused("The mail server says: 550 no such user"))

        #expect(try await outbox.deliverNext() == .givenUp(kind: "reset-password", reason: "The mail server says: 550 no such user"))

        time.advance(by: .seconds(100_000))
        #expect(try await outbox.deliverNext() == nil)
        #expect(try await outbox.givenUp().count == 1)
    }

    @Test func doesNotSendALinkThatIsSpent() async throws {
        let outbox = try outbox()
        var letter = reset
        letter.goodUntil = time.now + .seconds(3600)
        try await outbox.post(letter)

        time.advance(by: .seconds(3600))

        guard case .givenUp = try await outbox.deliverNext() else {
            Issue.record("it was sent")
            return
        }
        #expect(postman.taken.isEmpty)
    }

    @Test func takesNothingWhereThereIsNoMailServer() async throws {
        let outbox = try outbox(delivers: false)

        #expect(!outbox.canDeliver)
        await #expect(throws: MailNotSetUp.self) { try await outbox.post(reset) }
        #expect(try await outbox.records.count() == 0)
    }

    @Test(arguments: [
        "", "ida", "@example.org", "ida@", "a@b@c", "ida@example.org\r\nBcc: x@example.org", "ida <ida@example.org>", "i\u{0}@x",
    ])
    func refusesWhatIsNoAddress(address: String) async throws {
        let outbox = try outbox()
        await #expect(throws: OutboxRefusal.noAddress) { try await outbox.post(Letter(to: address, .trial)) }
    }

    @Test func giveEachLetterToOneOfManyServers() async throws {
        let outbox = try outbox()
        for number in 0..<40 { try await outbox.post(Letter(to: "a\(number)@example.org", .trial)) }

        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { while try await outbox.deliverNext() != nil {} } }
            try await group.waitForAll()
        }

        #expect(postman.taken.map(\.to).sorted() == (0..<40).map { "a\($0)@example.org" }.sorted())
    }

    @Test func sendsOnceMoreUnderTheSameNameWhenItWasKilledBeforeItNotedThat() async throws {
        let outbox = try outbox()
        try await outbox.post(Letter(to: "ida@example.org", .trial))
        postman.breakOffAfterSending()

        await #expect(throws: CancellationError.self) { try await outbox.deliverNext() }
        #expect(try await outbox.deliverNext() == nil)
        time.advance(by: postman.patience + .seconds(60))
        #expect(try await outbox.deliverNext() == .sent(kind: "trial"))
        #expect(try await outbox.deliverNext() == nil)

        #expect(postman.names.count == 2 && Set(postman.names).count == 1)
    }

    @Test func givesUpWhatWasSealedWithKeysThatAreGone() async throws {
        try await outbox().post(reset)

        guard case .givenUp? = try await outbox([Array(repeating: 8, count: 32)]).deliverNext() else {
            Issue.record("opened")
            return
        }

        #expect(postman.taken.isEmpty)
    }

    @Test func sendsAtOnceWhenALetterIsPostedAndForgetsOldNotes() async throws {
        let outbox = try outbox()
        try await outbox.post(Letter(to: "old@example.org", .trial))
        _ = try await outbox.deliverNext()
        time.advance(by: Outbox.memory + .seconds(1))
        let (news, told) = AsyncStream.makeStream(of: LetterNews.self)

        let running = Task { try await outbox.run { told.yield($0) } }
        try await outbox.post(Letter(to: "new@example.org", .trial))
        var iterator = news.makeAsyncIterator()
        #expect(await iterator.next() == .sent(kind: "trial"))
        running.cancel()
        _ = await running.result

        #expect(try await outbox.records.count() <= 2)
        #expect(postman.taken.map(\.to) == ["old@example.org", "new@example.org"])
    }
}

/// Takes letters, or does not, as it was told.
private final class ScriptedPostman: Postman {
    private struct Inside {
        var trouble: PostTrouble?
        var breaksOff = false
        var taken: [WrittenLetter] = []
        var names: [String] = []
    }

    private let inside = Mutex(Inside())
    let patience = Duration.seconds(120)

    var taken: [WrittenLetter] { inside.withLock(\.taken) }
    var names: [String] { inside.withLock(\.names) }

    func answer(_ trouble: PostTrouble?) { inside.withLock { $0.trouble = trouble } }
    func breakOffAfterSending() { inside.withLock { $0.breaksOff = true } }

    func deliver(_ letter: WrittenLetter, named name: String) async throws {
        try inside.withLock { inside in
            if let trouble = inside.trouble { throw trouble }
            inside.taken.append(letter)
            inside.names.append(name)
            guard inside.breaksOff else { return }
            inside.breaksOff = false
            throw CancellationError()
        }
    }
}

private struct PlainWriter: LetterWriter {
    func write(_ letter: Letter) throws -> WrittenLetter {
        WrittenLetter(to: letter.to, subject: letter.kind.name, plain: "\(letter.kind)", html: "", language: "en")
    }
}
