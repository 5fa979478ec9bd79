import ArgumentParser
import KinoraAccounts
import KinoraBilling
import KinoraDocuments
import KinoraKernel

extension BillingCommand {
    struct AddPlan: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "plan", abstract: "Offer a subscription.", discussion: "Prices include tax: 7.99EUR; one for each currency.")

        @Argument(help: "What members read.")
        var name: String

        @Option(name: .long, help: "A price, such as 7.99EUR; may be repeated.")
        var price: [MoneyArgument]

        @Option(name: .long, help: "How often it is paid: day, week, month, year.")
        var each: Interval.Unit = .month

        @Option(name: .long, help: "So many of these at once.")
        var every: Int = 1

        @Option(name: .long, help: "Days for nothing at the beginning, once for each member.")
        var trial: Int?

        @OptionGroup var common: CommonOptions

        func run() async throws {
            guard let interval = Interval(every, each) else { throw ValidationError("A plan is paid at least once a year.") }
            if let trial, !(1...Plan.mostTrialDays).contains(trial) {
                throw ValidationError("A trial has 1 to \(Plan.mostTrialDays) days.")
            }
            let plan = Plan(name: name.onOneLine(atMost: 120), interval: interval, prices: price.map(\.money), trialDays: trial)
            let id = try await common.withBilling { try await $0.plans.insert(plan).id }
            Output.line("The plan is offered; it is called \(id).")
        }
    }

    struct SetTerms: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "terms", abstract: "Say on which terms a title can be watched.",
            discussion: "A title is named film/ID, episode/ID, season/SERIES/NUMBER or series/ID, as its page's address says.")

        @Argument(help: "The title: film/…, episode/…, season/…/2, series/…")
        var title: String

        @Option(name: .long, help: "For whom it is open: free, members, subscribers, buyers.")
        var opening: Opening = .subscribers

        @Option(name: .long, help: "A plan that opens it; may be repeated (default: any).")
        var plan: [String] = []

        @Option(name: .long, help: "A price to keep it; may be repeated.")
        var buy: [MoneyArgument] = []

        @Option(name: .long, help: "A price to rent it; may be repeated.")
        var rent: [MoneyArgument] = []

        @Option(name: .long, help: "Hours from the beginning on for which a rental is open.")
        var hours: Int = 48

        @Option(name: .long, help: "Who gets a share of what it brings.")
        var holder: String?

        @Option(name: .long, help: "The rights holder's share, in percent.")
        var share: TaxRate?

        @Flag(name: .long, help: "Take its own terms away.")
        var none = false

        @OptionGroup var common: CommonOptions

        func run() async throws {
            guard title.wholeMatch(of: /(film|episode|series)\/[0-9a-z]+|season\/[0-9a-z]+\/[0-9]+/) != nil else {
                throw ValidationError("\(title.onOneLine()) names no title: film/ID, episode/ID, season/SERIES/NUMBER or series/ID.")
            }
            var terms = TitleTerms(opening, plans: plan.map { PlanID($0) }, purchase: buy.map(\.money))
            if !rent.isEmpty { terms.rental = RentalTerms(prices: rent.map(\.money), hoursToFinish: max(1, hours)) }
            (terms.rightsHolder, terms.holdersShare) = (holder, share?.millionths)
            let (subject, wanted) = (SaleSubject(rawValue: title), none ? nil : terms)
            try await common.withBilling { try await $0.set(wanted, of: subject) }
            Output.line(none ? "\(title) has no terms of its own any more." : "The terms of \(title) are set.")
        }
    }

    struct Codes: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make codes that open something or make something cheaper; prints them as CSV.",
            discussion: "The codes are kept nowhere: write the output into a file.")

        @Option(name: .long, help: "gift, press or coupon.")
        var purpose: VoucherBatch.Purpose = .gift

        @Option(name: .long, help: "How many.")
        var count: Int = 1

        @Option(name: .long, help: "What they open: everything, plan/ID, pass/ID or title/film/ID.")
        var opens: String?

        @Option(name: .long, help: "For so many days from the redemption on.")
        var days: Int?

        @Option(name: .long, help: "What a coupon takes off, in percent.")
        var off: TaxRate?

        @Option(name: .long, help: "How often each can be used.")
        var uses: Int = 1

        @OptionGroup var common: CommonOptions

        func run() async throws {
            guard (1...VoucherBatch.mostCodes).contains(count) else {
                throw ValidationError("1 to \(VoucherBatch.mostCodes) codes at once.")
            }
            let scope = opens.flatMap { Scope(rawValue: $0) }
            guard purpose == .coupon ? off != nil : scope != nil else {
                throw ValidationError(
                    purpose == .coupon ? "Say --off." : "Say what they open: --opens everything, plan/ID, pass/ID or title/film/ID.")
            }
            let batch = VoucherBatch(purpose, note: "kinora billing codes", scope: scope, days: days, percent: off?.millionths)
            let (count, uses) = (count, max(1, min(uses, Voucher.mostUses)))
            let codes = try await common.withBilling { try await $0.vouchers.make(batch, count: count, uses: uses).codes }
            Output.line(BooksExport.codes(codes))
        }
    }
}

/// An amount as somebody types it: `7.99EUR`.
struct MoneyArgument: ExpressibleByArgument {
    let money: Money

    init?(argument: String) {
        guard argument.count > 3, let currency = Currency(String(argument.suffix(3)).uppercased()),
            let money = Money(decimal: argument.dropLast(3).trimmingSuffix(while: { $0 == " " }), currency), money.minor > 0
        else { return nil }
        self.money = money
    }
}

extension StringProtocol {
    fileprivate func trimmingSuffix(while isGone: (Character) -> Bool) -> String {
        var text = String(self)
        while let last = text.last, isGone(last) { text.removeLast() }
        return text
    }
}

extension Interval.Unit: ExpressibleByArgument {}
extension VoucherBatch.Purpose: ExpressibleByArgument {}
