import ArgumentParser
import KinoraBilling
import KinoraDocuments
import KinoraKernel

/// `kinora billing`: what is sold and the books, at the server itself.
struct BillingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "billing", abstract: "Sell access: plans, terms of titles, codes, payments by bank transfer, the books.",
        discussion: "A house sells nothing before `kinora billing open`. See Documentation/payments.md.",
        subcommands: [
            Show.self, Open.self, Close.self, AddPlan.self, SetTerms.self, Codes.self, Give.self, Withdraw.self, Paid.self, Refund.self,
            Reconcile.self, Books.self, Invoices.self, Holders.self, Webhook.self,
        ],
        defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say what is sold, and what somebody has to look into.")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let lines = try await common.withBilling { billing in
                let rules = try await billing.rules()
                var lines = [
                    rules.isOpen
                        ? "Open: titles without terms of their own are for \(rules.opening.rawValue)."
                        : "Nothing is sold: every title is for members."
                ]
                for plan in try await billing.plans.find() {
                    let prices = plan.value.prices.map(\.description).joined(separator: ", ")
                    lines.append("plan \(plan.id)  \(plan.value.name.onOneLine())  \(prices) each \(plan.value.interval)")
                }
                for incident in try await billing.incidents() {
                    lines.append("look into: \(incident.value.kind.rawValue) \(incident.value.deal ?? "")  \(incident.value.detail)")
                }
                return lines
            }
            Output.line(lines.joined(separator: "\n"))
        }
    }

    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Begin to sell, or change how.",
            discussion: "For whom titles without terms of their own are open: free, members, subscribers, buyers.")

        @Option(name: .long, help: "For whom titles without terms of their own are open.")
        var opening: Opening?

        @Option(name: .long, help: "A currency to sell in (EUR); may be repeated, the first is offered first.")
        var currency: [Currency] = []

        @Option(name: .long, help: "The rate of tax, in percent: 19 or 8.1.")
        var tax: TaxRate?

        @Option(name: .long, help: "A line of who sells, for invoices: name, address, tax number; may be repeated.")
        var seller: [String] = []

        @Option(name: .long, help: "A line of where money is to be sent to; may be repeated. Offers payment by bank transfer.")
        var bank: [String] = []

        @Option(name: .long, help: "Days for which a subscription stays open after a payment failed.")
        var grace: Int?

        @OptionGroup var common: CommonOptions

        func validate() throws {
            if let grace, !(0...BillingRules.mostGraceDays).contains(grace) {
                throw ValidationError("The days of grace are 0 to \(BillingRules.mostGraceDays).")
            }
        }

        func run() async throws {
            let (opening, currency, tax, seller, bank, grace) = (opening, currency, tax, seller, bank, grace)
            try await common.withBilling { billing in
                try await billing.change { rules in
                    rules.isOpen = true
                    if let opening { rules.opening = opening }
                    if !currency.isEmpty { rules.currencies = currency }
                    if let tax { rules.tax = tax }
                    if !seller.isEmpty { rules.seller = seller.map { $0.onOneLine(atMost: 120) } }
                    if !bank.isEmpty { rules.bank = bank.map { $0.onOneLine(atMost: 120) } }
                    if let grace { rules.graceDays = grace }
                }
            }
            Output.line("The house sells. Members whose titles are closed now see that on their pages.")
        }
    }

    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sell nothing any more: every title is for members.",
            discussion: "Subscriptions that run are not cancelled by this, and are charged on; their members, or you, cancel them.")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.withBilling { billing in try await billing.change { $0.isOpen = false } }
            Output.line("The house sells nothing; every title is for members.")
        }
    }
}

extension Opening: ExpressibleByArgument {}

extension Currency: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension TaxRate: ExpressibleByArgument {
    public init?(argument: String) { self.init(percent: argument) }
}
