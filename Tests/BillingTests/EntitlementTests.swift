import KinoraBilling
import KinoraKernel
import Testing

@Suite("What somebody may watch follows from the ledger alone")
struct EntitlementTests {
    private let start = Moment(milliseconds: 1_790_000_000_000)
    private let film = Scope.title(SaleSubject(rawValue: "film/aurora"))
    private let plan = Scope.plan(PlanID("month"))

    private func day(_ number: Double) -> Moment { start + .seconds(number * 86_400) }

    private func entry(
        _ kind: LedgerEntry.Kind, _ key: String, at day: Double = 0,
        _ change: (inout LedgerEntry) -> Void = { _ in }
    ) -> LedgerEntry {
        var entry = LedgerEntry(kind, key: key, member: "ida", at: self.day(day))
        change(&entry)
        return entry
    }

    private func payment(
        _ name: String = "p", _ minor: Int64 = 799, deal: String = "deal", _ access: Access?,
        at day: Double = 0
    ) -> LedgerEntry {
        entry(.payment, "bank/payment/\(name)", at: day) { entry in
            entry.payment = entry.key
            (entry.deal, entry.access, entry.amount) = (deal, access, Money(minor: minor, .eur))
        }
    }

    private func back(
        _ kind: LedgerEntry.Kind = .refund, _ minor: Int64, of name: String = "p", key: String = "r",
        target: String? = nil
    ) -> LedgerEntry {
        entry(kind, key, at: 1) { entry in
            (entry.payment, entry.target) = ("bank/payment/\(name)", target)
            if minor > 0 { entry.amount = Money(minor: -minor, .eur) }
        }
    }

    private func payment(_ access: Access?) -> LedgerEntry { payment("p", 799, access) }
    private func back(_ minor: Int64, key: String = "r") -> LedgerEntry { back(.refund, minor, key: key) }

    private func isOpen(_ entries: [LedgerEntry], on day: Double) -> Bool {
        let first = Entitlements(entries)
        for _ in 0..<5 {
            #expect(
                Entitlements(entries.shuffled() + entries) == first,
                "order and repetition make no difference")
        }
        return !first.open(at: self.day(day)).isEmpty
    }

    @Test func whatWasBoughtStaysOpen() {
        let bought = payment(Access(film, from: start, until: nil))
        #expect(isOpen([bought], on: 0))
        #expect(isOpen([bought], on: 20_000))
        #expect(!isOpen([bought], on: -1))
    }

    @Test func whatIsPaidBackAsAWholeIsClosed() {
        #expect(!isOpen([payment(Access(film, from: start, until: nil)), back(799)], on: 2))
    }

    @Test func aPartThatIsPaidBackClosesNothing() {
        #expect(isOpen([payment(Access(film, from: start, until: nil)), back(798)], on: 2))
        #expect(
            !isOpen(
                [payment(Access(film, from: start, until: nil)), back(798), back(1, key: "r2")], on: 2))
    }

    @Test func aQuarrelClosesUntilItIsWon() {
        let bought = payment(Access(film, from: start, until: nil))
        let quarrel = back(.disputed, 0, key: "d", target: "d")
        #expect(!isOpen([bought, quarrel], on: 2))
        #expect(isOpen([bought, quarrel, back(.disputeWon, 0, key: "d/won", target: "d")], on: 2))
        #expect(!isOpen([bought, quarrel, back(.disputeLost, 799, key: "d/lost", target: "d")], on: 2))
    }

    @Test func aSecondQuarrelIsAQuarrelOfItsOwn() {
        let entries = [
            payment(Access(film, from: start, until: nil)), back(.disputed, 0, key: "d", target: "d"),
            back(.disputeWon, 0, key: "d/won", target: "d"), back(.disputed, 0, key: "e", target: "e"),
        ]
        #expect(!isOpen(entries, on: 2))
    }

    @Test func aRentalMustBeBegunInTimeAndIsOpenForItsHoursThen() {
        let rented = payment(Access(film, from: start, until: day(30), hoursToFinish: 48))
        #expect(isOpen([rented], on: 29.9))
        #expect(!isOpen([rented], on: 30))
        let begun = entry(.begun, "begun/deal", at: 29) { $0.deal = "deal" }
        #expect(isOpen([rented, begun], on: 30.9), "whoever began in time has all hours")
        #expect(!isOpen([rented, begun], on: 31))
    }

    @Test func theFirstBeginningOfARentalCounts() {
        let rented = payment(Access(film, from: start, until: day(30), hoursToFinish: 48))
        let begun = [5.0, 3].map { day in entry(.begun, "begun/\(day)", at: day) { $0.deal = "deal" } }
        #expect(!isOpen([rented] + begun, on: 5.5))
    }

    @Test func aSubscriptionIsOpenATouchLongerThanPaidBecauseProvidersCollectLate() {
        let paid = payment(Access(plan, from: start, until: day(30)))
        #expect(isOpen([paid], on: 31.9))
        #expect(!isOpen([paid], on: 32))
    }

    @Test func aSubscriptionThatIsOverIsOpenAsLongAsItWasPaid() {
        let entries = [
            payment(Access(plan, from: start, until: day(30))),
            entry(.ended, "e", at: 3) { $0.deal = "deal" },
        ]
        #expect(isOpen(entries, on: 29.9))
        #expect(!isOpen(entries, on: 30))
    }

    @Test func aSubscriptionThatEndedAtOnceIsClosedAtOnce() {
        let ended = entry(.ended, "e", at: 3) { entry in
            entry.deal = "deal"
            entry.endsAt = day(3)
        }
        let entries = [payment(Access(plan, from: start, until: day(30))), ended]
        #expect(isOpen(entries, on: 2.9))
        #expect(!isOpen(entries, on: 3))
    }

    @Test func theEndOfOneSubscriptionDoesNotEndAnother() {
        let entries = [
            payment(Access(plan, from: start, until: day(30))),
            payment("q", 799, deal: "other", Access(plan, from: start, until: day(30))),
            entry(.ended, "e", at: 3) { entry in
                entry.deal = "deal"
                entry.endsAt = day(3)
            },
        ]
        #expect(isOpen(entries, on: 4))
    }

    @Test func graceKeepsASubscriptionOpen() {
        let grace = entry(.grace, "g", at: 32) { entry in
            entry.deal = "deal"
            entry.access = Access(plan, from: day(32), until: day(39))
        }
        #expect(isOpen([payment(Access(plan, from: start, until: day(30))), grace], on: 38.9))
        #expect(!isOpen([payment(Access(plan, from: start, until: day(30))), grace], on: 39))
    }

    @Test func whatWasGivenIsOpenUntilItIsWithdrawn() {
        let given = entry(.given, "g") { $0.access = Access(.everything, from: start, until: nil) }
        #expect(isOpen([given], on: 100))
        #expect(!isOpen([given, entry(.withdrawn, "w", at: 2) { $0.target = "g" }], on: 100))
    }

    @Test func moneyThatOpensNothingOpensNothing() { #expect(!isOpen([payment(nil)], on: 1)) }

    @Test(arguments: ["everything", "plan/abc", "pass/abc", "title/film/abc", "title/season/abc/2"])
    func scopesAreReadAsTheyAreWritten(text: String) {
        #expect(Scope(rawValue: text)?.rawValue == text)
    }

    @Test(arguments: ["", "plan", "nothing", "everything/x", "titles/x"])
    func whatIsNoScopeIsNone(text: String) { #expect(Scope(rawValue: text) == nil) }
}
