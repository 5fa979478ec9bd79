import KinoraDocuments
import KinoraKernel
import KinoraViewing
import Synchronization
import Testing

@Suite("What stands beside a title is paid for with it", .timeLimit(.minutes(10)))
struct PaymentRuleTests {
    /// Somebody who has to pay, or has paid.
    private final class Till: AdmissionByPayment {
        let isPaid: Bool
        let begun = Mutex(0)

        init(isPaid: Bool) { self.isPaid = isPaid }
        func isOpen(_ subjects: [String], to watcher: Watcher) async throws -> Bool { isPaid }
        func plays(_ subjects: [String], _ watcher: Watcher) async throws { begun.withLock { $0 += 1 } }
    }

    private let watcher = Watcher(member: "m", role: .member, profile: "p", ageLimit: nil, session: "s", device: "d")

    private func decide(_ rule: PaymentRule, isPaid: Bool) async throws -> (isAllowed: Bool, begun: Int) {
        let time = StoppedTime(at: Moment(milliseconds: 1_760_000_000_000))
        let store = MemoryStore(time: time)
        try await store.prepare([MemberStreams.schema])
        let till = Till(isPaid: isPaid)
        let permission = WatchPermission(streams: StreamLedger(limit: 1, store: store, time: time), payment: till, time: time)
        let listing = Listing(isListed: true, subjects: ["film/a"], payment: rule)
        switch try await permission.decide("f", listing, for: watcher, begins: true) {
        case .allowed: return (true, till.begun.withLock { $0 })
        case .refused(let denial):
            #expect(denial == .notPaid)
            return (false, till.begun.withLock { $0 })
        }
    }

    @Test func aTrailerIsFreeAndBeginsNoRental() async throws {
        #expect(try await decide(.free, isPaid: false) == (true, 0))
        #expect(try await decide(.free, isPaid: true) == (true, 0))
    }

    @Test func anInterviewIsOpenWithItsFilmAndBeginsNoRental() async throws {
        #expect(try await decide(.likeTitle, isPaid: false) == (false, 0))
        #expect(try await decide(.likeTitle, isPaid: true) == (true, 0))
    }

    @Test func aFilmIsPaidForAndItsRentalBegins() async throws {
        #expect(try await decide(.own, isPaid: false) == (false, 0))
        #expect(try await decide(.own, isPaid: true) == (true, 1))
    }
}
