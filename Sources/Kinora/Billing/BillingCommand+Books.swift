import ArgumentParser
import KinoraAccounts
import KinoraBilling
import KinoraDocuments
import KinoraKernel
import KinoraWebsite

extension BillingCommand {
    struct Give: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Open something for a member without being paid.")

        @Argument(help: "The member's e-mail address.")
        var address: String

        @Option(name: .long, help: "What: everything, plan/ID, pass/ID or title/film/ID.")
        var opens: String = "everything"

        @Option(name: .long, help: "For so many days (default: until it is withdrawn).")
        var days: Int?

        @OptionGroup var common: CommonOptions

        func run() async throws {
            guard let scope = Scope(rawValue: opens) else { throw ValidationError("\(opens.onOneLine()) opens nothing.") }
            let (address, days) = (address, days)
            let token = Identifier<LedgerEntry>.make().rawValue
            try await common.withBilling { billing in
                guard let typed = MailAddress(address),
                    let member = try await Records<Member>(in: billing.store).first(.equal("email", .string(typed.text)))
                else { throw MemberRefusal.unknown }
                let until = days.map { billing.time.now + .seconds($0 * 86_400) }
                try await billing.favours.give(scope, to: member.id, until: until, token: token, note: "complimentary")
            }
            Output.line("Given; take it back with: kinora billing withdraw favour/\(token)")
        }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take back what was given: a favour, a code, a trial.")

        @Argument(help: "The name of the entry: favour/…, voucher/…, trial/…")
        var entry: String

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let entry = entry
            try await common.withBilling { try await $0.favours.withdraw(entry) }
            Output.line("Withdrawn.")
        }
    }

    struct Paid: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that money came to the bank for an order or a subscription.",
            discussion: "Which payment of it: 1 for the first. The same said twice is one payment.")

        @Argument(help: "The reference that the payer was told.")
        var reference: String

        @Argument(help: "How much: 7.99EUR.")
        var amount: MoneyArgument

        @Option(name: .long, help: "Which payment it is.")
        var number: Int = 1

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let (reference, money, number) = (reference, amount.money, number)
            try await common.withBilling { billing in
                try await billing.markPaid(reference, number: number, amount: money, at: billing.time.now)
            }
            Output.line("Booked.")
        }
    }

    struct Refund: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Pay back a payment, or a part of it.")

        @Argument(help: "The payment, as the books name it: paypal/payment/…")
        var payment: String

        @Argument(help: "How much: 7.99EUR.")
        var amount: MoneyArgument

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let (payment, money) = (payment, amount.money)
            let token = Identifier<LedgerEntry>.make().rawValue
            try await common.withBilling { try await $0.refunds.refund(payment, money, token: token, by: "server", note: nil) }
            Output.line("Asked for; the books say when it is done.")
        }
    }

    struct Reconcile: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lay the books beside the providers', and put ours right.")

        @Option(name: .long, help: "How many days back.")
        var days: Int = 7

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let days = days
            let report = try await common.withBilling { billing in
                try await billing.reconciliation.run(since: billing.time.now - .seconds(days * 86_400))
            }
            for trouble in Set(report.troubles) { Output.note(trouble) }
            Output.line("\(report.looked) looked at, \(report.repaired) facts were missing.")
        }
    }

    struct Books: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print what was paid and paid back, as CSV.")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let entries = try await common.withBilling { billing in
                try await billing.ledger.entries(from: Moment(milliseconds: 0), until: billing.time.now)
            }
            Output.line(BooksExport.ledger(entries))
        }
    }

    struct Invoices: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the invoices and credit notes of a year, as CSV.")

        @Argument(help: "The year.")
        var year: Int

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let year = year
            let papers = try await common.withBilling { billing in
                try await billing.invoices.papers(.invoice, year: year) + billing.invoices.papers(.creditNote, year: year)
            }
            Output.line(BooksExport.invoices(papers))
        }
    }

    struct Holders: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print what rights holders are due for the last days, as CSV: sales, and a share of subscriptions by minutes watched."
        )

        @Option(name: .long, help: "How many days.")
        var days: Int = 30

        @Option(name: .long, help: "The currency.")
        var currency: Currency = .eur

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let (days, currency) = (days, currency)
            let text = try await common.withBilling { try await HoldersReport(billing: $0, days: days, currency: currency).csv() }
            Output.line(text)
        }
    }
}

extension CommonOptions {
    func withBilling<T: Sendable>(_ body: @Sendable (Billing) async throws -> T) async throws -> T {
        let house = try await House.open(flags)
        let address = OwnAddress(house.settings)
        do {
            let outcome = try await body(house.billing(house.accounts(address), address))
            try await house.close()
            return outcome
        } catch let refusal as BillingRefusal {
            throw BillingRefused(refusal: refusal)
        }
    }
}
