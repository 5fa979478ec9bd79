import KinoraAccounts
import KinoraDocuments
import KinoraKernel
import Testing

@Suite("Sessions", .timeLimit(.minutes(10)))
struct SessionBookTests {
    private let time = StoppedTime(at: Moment(milliseconds: 1_760_000_000_000))
    private let store: MemoryStore
    private let book: SessionBook
    private let ida = MemberID("ida")
    private let laptop = SampleAccounts.laptop

    init() async throws {
        store = MemoryStore(time: time)
        try await store.prepare([Session.schema, PlayAddress.schema])
        book = SessionBook(store: store, time: time)
    }

    @Test func theTokenIsKeptNowhere() async throws {
        let token = try await book.begin(ida, [.password], on: laptop)

        #expect(token.utf8.count == RandomToken.length)
        for document in try await store.find(Query(), in: "sessions") {
            #expect(!document.id.contains(token) && !document.body.json.contains(token))
            #expect(!document.body.json.contains("192.0.2.7"), "the address is kept shortened")
        }
        #expect(try await book.session(token, on: laptop)?.value.device == "Firefox on Linux")
        #expect(try await book.session(String(token.dropLast()) + "?", on: laptop) == nil)
        #expect(try await book.session("", on: laptop) == nil)
    }

    @Test func aSessionThatNobodyUsesEnds() async throws {
        let token = try await book.begin(ida, [.password], on: laptop)

        for _ in 1...4 {
            time.advance(by: .seconds(13 * 86_400))
            #expect(try await book.session(token, on: laptop) != nil)
        }
        time.advance(by: .seconds(14 * 86_400))
        #expect(try await book.session(token, on: laptop) == nil)
    }

    @Test func aSessionEndsHoweverMuchItIsUsed() async throws {
        let token = try await book.begin(ida, [.password], on: laptop)

        for _ in 1...8 {
            time.advance(by: .seconds(11 * 86_400))
            #expect(try await book.session(token, on: laptop) != nil)
        }
        time.advance(by: .seconds(2 * 86_400))
        #expect(try await book.session(token, on: laptop) == nil)
        try await book.sweep()
        #expect(try await store.count(.all, in: "sessions") == 0)
    }

    @Test func powersRestSoonerThanTheSession() async throws {
        let token = try await book.begin(ida, [.password], on: laptop)
        func hasPowers() async throws -> Bool {
            let session = try #require(try await book.session(token, on: laptop))
            return book.life.hasPowers(session.value, at: time.now)
        }

        #expect(try await hasPowers())
        time.advance(by: .seconds(31 * 60))
        #expect(try await !hasPowers())
    }

    @Test func changesOfWhatASessionAdmitsToGiveItAnotherToken() async throws {
        let old = try await book.begin(ida, [.password], on: laptop)
        let session = try #require(try await book.session(old, on: laptop))
        time.advance(by: .seconds(3600))

        let new = try #require(try await book.prove(session.id, by: [.passkey]))

        #expect(try await book.session(old, on: laptop) == nil)
        let renewed = try #require(try await book.session(new, on: laptop))
        #expect(book.life.isFresh(renewed.value, at: time.now) && renewed.value.endsAt == session.value.endsAt)
        #expect(try await book.prove(session.id, by: [.password]) == nil, "it ended")
    }

    @Test func theWordOfAnotherDeviceIsNoProof() async throws {
        let token = try await book.begin(ida, [.deviceCode], on: laptop, isProof: false)
        let session = try #require(try await book.session(token, on: laptop))

        #expect(!book.life.isFresh(session.value, at: time.now) && !book.life.hasPowers(session.value, at: time.now))
    }

    @Test func oneMemberCannotEndAnothersSession() async throws {
        let token = try await book.begin(ida, [.password], on: laptop)
        let session = try #require(try await book.session(token, on: laptop))

        #expect(try await !book.end(session.id, of: MemberID("jo")))
        #expect(try await book.session(token, on: laptop) != nil)
        #expect(try await book.end(session.id, of: ida))
        #expect(try await book.session(token, on: laptop) == nil)
    }

    @Test func allOthersCanBeEndedAtOnce() async throws {
        let kept = try await book.begin(ida, [.password], on: laptop)
        let own = try #require(try await book.session(kept, on: laptop)).id
        var others: [String] = []
        for _ in 1...3 { others.append(try await book.begin(ida, [.password], on: SampleAccounts.stranger)) }
        let jos = try await book.begin(MemberID("jo"), [.password], on: laptop)

        #expect(try await book.endAll(of: ida, except: own) == 3)

        #expect(try await book.session(kept, on: laptop) != nil)
        #expect(try await book.session(jos, on: laptop) != nil)
        for other in others { #expect(try await book.session(other, on: laptop) == nil) }
    }

    @Test func aMemberIsSignedInOnSoManyDevicesAndNoMore() async throws {
        let first = try await book.begin(ida, [.password], on: laptop)
        for _ in 1...SessionBook.mostOfAMember {
            time.advance(by: .seconds(1))
            _ = try await book.begin(ida, [.password], on: laptop)
        }

        #expect(try await book.list(of: ida).count == SessionBook.mostOfAMember)
        #expect(try await book.session(first, on: laptop) == nil)
    }
}
