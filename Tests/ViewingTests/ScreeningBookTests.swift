import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraViewing

@Suite("The programme of screenings", .timeLimit(.minutes(5)))
struct ScreeningBookTests {
    private let time = StoppedTime(at: Moment(milliseconds: 1_800_000_000_000))
    private let store: MemoryStore
    private let book: ScreeningBook

    init() async throws {
        store = MemoryStore(time: time)
        try await store.prepare(ScreeningBook.schemas)
        book = ScreeningBook(store: store, time: time)
    }

    private func screening(
        in hours: Int, by host: String = "ida", isByInvitation: Bool = false,
        features: [Screening.Feature] = [.init(.film, "f", length: 3_600_000)]
    ) -> Screening {
        Screening(
            madeBy: host, about: "", startsAt: time.now + .seconds(hours * 3600), features: features,
            isByInvitation: isByInvitation)
    }

    private func names(_ member: String) async throws -> [String] { try await book.programme(for: member).map(\.id) }

    @Test func whoIsAskedAndTheHostSeeItAndNobodyElse() async throws {
        let open = try await book.set(screening(in: 2), guests: [])
        let closed = try await book.set(screening(in: 1, isByInvitation: true), guests: ["tom"])

        #expect(try await names("ida") == [closed.rawValue, open.rawValue])
        #expect(try await names("tom") == [closed.rawValue, open.rawValue])
        #expect(try await names("eve") == [open.rawValue])
        #expect(try await book.screening(closed, for: "eve") == nil)
        #expect(try await book.screening(closed, for: "tom")?.id == closed.rawValue)
        #expect(try await book.guestCount(of: closed) == 1)
    }

    @Test func whatIsOverLeavesTheProgrammeAndIsForgottenAWeekLater() async throws {
        let id = try await book.set(screening(in: 1, isByInvitation: true), guests: ["tom"])
        time.advance(by: .seconds(2 * 3600 + 20))
        #expect(try await names("ida").isEmpty)
        #expect(try await book.screening(id, for: "ida")?.value.state(at: time.now) == .over)
        try await book.sweep()
        #expect(try await book.screening(id, for: "ida") != nil)
        time.advance(by: .seconds(8 * 86_400))
        try await book.sweep()
        #expect(try await book.screening(id, for: "ida") == nil)
        #expect(try await Records<ScreeningGuest>(in: store).count() == 0)
    }

    @Test func aPauseKeepsItOnTheProgramme() async throws {
        let id = try await book.set(screening(in: 1), guests: [])
        time.advance(by: .seconds(3600 + 600))
        try await book.follow(.pause, of: id)
        time.advance(by: .seconds(3 * 3600))
        #expect(try await book.programme(for: "tom").first?.value.state(at: time.now) == .paused(feature: 0, position: 600_000))
        try await book.follow(.end, of: id)
        #expect(try await names("tom").isEmpty)
    }

    @Test func whatAnotherServerDidIsSeenSoon() async throws {
        #expect(try await names("ida").isEmpty)
        _ = try await ScreeningBook(store: store, time: time).set(screening(in: 1), guests: [])
        time.advance(by: .seconds(5))
        #expect(try await names("ida").count == 1)
    }

    @Test func whatDoesNotFitIsRefused() async throws {
        await #expect(throws: ScreeningRefusal.moment) { try await book.set(screening(in: -2), guests: []) }
        await #expect(throws: ScreeningRefusal.moment) { try await book.set(screening(in: 401 * 24), guests: []) }
        await #expect(throws: ScreeningRefusal.features) { try await book.set(screening(in: 1, features: []), guests: []) }
        let crowd = Set((0...Screening.mostGuests).map { "m\($0)" })
        await #expect(throws: ScreeningRefusal.guests) { try await book.set(screening(in: 1, isByInvitation: true), guests: crowd) }
        for number in 1...ScreeningBook.mostOfOne { _ = try await book.set(screening(in: number), guests: []) }
        await #expect(throws: ScreeningRefusal.full) { try await book.set(screening(in: 1), guests: []) }
        _ = try await book.set(screening(in: 1, by: "tom"), guests: [])
    }

    @Test func twoWishesAtOnceAreBothFollowed() async throws {
        let id = try await book.set(screening(in: 0), guests: [])
        time.advance(by: .seconds(100))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for wish in [ScreeningCourse.Wish.pause, .seek(5000)] { group.addTask { try await book.follow(wish, of: id) } }
            try await group.waitForAll()
        }
        #expect(try await book.screening(id, for: "ida")?.value.state(at: time.now) == .paused(feature: 0, position: 5000))
    }

    @Test func takenOffItIsGoneWithItsGuests() async throws {
        let id = try await book.set(screening(in: 1, isByInvitation: true), guests: ["tom", "eve"])
        try await book.remove(id)
        #expect(try await names("ida").isEmpty)
        #expect(try await Records<ScreeningGuest>(in: store).count() == 0)
        // Of a host who left.
        let orphan = try await book.set(screening(in: 1, isByInvitation: true), guests: ["tom"])
        _ = try await Records<Screening>(in: store).delete(orphan.rawValue)
        try await book.sweep()
        #expect(try await Records<ScreeningGuest>(in: store).count() == 1, "a screening that is being set has guests first")
        time.advance(by: .seconds(3601))
        try await book.sweep()
        #expect(try await Records<ScreeningGuest>(in: store).count() == 0)
    }

    @Test func whatWasEndedOrBegunEarlyTakesNoPlaceForAsLongAsWasPlanned() async throws {
        for number in 1...ScreeningBook.mostOfOne {
            let id = try await book.set(screening(in: 240 + number), guests: [])
            try await book.follow(.begin, of: id)
            if number.isMultiple(of: 2) { try await book.follow(.end, of: id) }
        }
        _ = try await book.set(screening(in: 1), guests: [])
        #expect(try await names("ida").count == 6)
        time.advance(by: .seconds(14 * 3600))
        for number in 1..<ScreeningBook.mostOfOne { _ = try await book.set(screening(in: number), guests: []) }
        #expect(try await names("ida").count == 9)
    }
}
