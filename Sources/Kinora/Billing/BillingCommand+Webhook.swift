import ArgumentParser
import KinoraKernel
import KinoraPartners
import Logging

extension BillingCommand {
    /// `kinora billing webhook`: PayPal's messages to this house.
    struct Webhook: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Have PayPal tell this house of payments: register its webhook, list and remove webhooks.",
            subcommands: [Register.self, List.self, Remove.self], defaultSubcommand: List.self)

        struct Register: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Make the webhook at PayPal, and keep its id in the data folder.",
                discussion: "There already: nothing is made. Restart the server afterwards; on other computers set paypal-webhook-id.")

            @Option(name: .long, help: "Where PayPal reaches the house (default: the setting url and /payments/paypal/messages).")
            var address: String?

            @OptionGroup var common: CommonOptions

            func run() async throws {
                let address = address
                let id = try await Webhook.withPayPal(common) { payPal, client, settings in
                    let address = address ?? OwnAddress(settings).origin + "/payments/paypal/messages"
                    guard address.hasPrefix("https://"), address.utf8.count <= 2000 else {
                        throw PayPalWebhookFailure(
                            sentence:
                                "PayPal sends messages to https addresses alone. Set url to the house's own, or say --address https://…")
                    }
                    let standing = try await client.webhooks().first { $0.url == address }?.id
                    let id = if let standing { standing } else { try await client.registerWebhook(address, PayPalProvider.events) }
                    guard PayPalWebhookNote.isID(id) else {
                        throw PayPalWebhookFailure(sentence: "PayPal gave the webhook no id. Try again.")
                    }
                    try PayPalWebhookNote(place: payPal.place.name, id: id).keep(in: settings.data)
                    return id
                }
                Output.line("PayPal tells this house of payments; the webhook is called \(id). Restart the server for it to count.")
            }
        }

        struct List: AsyncParsableCommand {
            static let configuration = CommandConfiguration(abstract: "List the webhooks that PayPal knows; the house's own has a star.")

            @OptionGroup var common: CommonOptions

            func run() async throws {
                let lines = try await Webhook.withPayPal(common) { payPal, client, _ in
                    try await client.webhooks().map {
                        "\($0.id == payPal.webhookID ? "*" : " ") \($0.id.onOneLine())  \($0.url.onOneLine())"
                    }
                }
                Output.line(lines.isEmpty ? "PayPal knows no webhook of this app." : lines.joined(separator: "\n"))
            }
        }

        struct Remove: AsyncParsableCommand {
            static let configuration = CommandConfiguration(abstract: "Remove a webhook at PayPal.")

            @Argument(help: "Its id.")
            var id: String

            @OptionGroup var common: CommonOptions

            func run() async throws {
                let id = id
                try await Webhook.withPayPal(common) { _, client, settings in
                    try await client.deleteWebhook(id)
                    if PayPalWebhookNote.read(in: settings.data)?.id == id { PayPalWebhookNote.forget(in: settings.data) }
                }
                Output.line("Removed.")
            }
        }

        private static func withPayPal<T: Sendable>(
            _ common: CommonOptions, _ body: (Settings.PayPal, PayPalClient, Settings) async throws -> T
        ) async throws -> T {
            let settings = try await SettingsReader(flags: common.flags).settings()
            guard let payPal = settings.payPal else {
                throw PayPalWebhookFailure(
                    sentence: "PayPal is not set up. Set paypal-client-id and its secret; see Documentation/paypal.md.")
            }
            let client = payPal.client(SystemTime(), House.logger("paypal", at: settings.logLevel, as: settings.serving.logFormat))
            return try await body(payPal, client, settings)
        }
    }
}

/// Why a webhook was not made.
struct PayPalWebhookFailure: Complaint {
    let sentence: String
}
