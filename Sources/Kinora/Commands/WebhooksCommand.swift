import ArgumentParser
import KinoraDocuments
import KinoraKernel
import KinoraWebhooks

struct WebhooksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhooks",
        abstract: "Tell programs of your own what happens in the house.",
        discussion: """
            Messages are posted to an address of yours, as Standard Webhooks 1.0.0 wants them: signed, and again until they arrive.
            Kinds: \(EventKind.choices.map(\.rawValue).joined(separator: ", ")).
            """,
        subcommands: [List.self, Add.self, Test.self, Deliveries.self, Again.self, On.self, Off.self, Remove.self],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List every webhook: where it leads, what it is told, how it fares.")

        @Flag(name: .long, help: "Print them as JSON.")
        var json = false

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let reports = try await common.withWebhooks { try await $0.list().map { WebhookReport($0) } }
            if json { return try Output.json(reports) }
            Output.line(WebhookReport.table(reports))
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add an address, and show the secret that its messages are signed with, once.")

        @Argument(help: "Where messages are posted to: https://example.org/kinora")
        var address: String

        @Option(name: .long, help: ArgumentHelp("What it is told of (default: everything); may be repeated.", valueName: "kind"))
        var kind: [EventKind] = []

        @Flag(name: .long, help: "Print it as JSON.")
        var json = false

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let kinds = Set(kind.isEmpty ? EventKind.choices : kind)
            let (webhook, secret) = try await common.withWebhooks { webhooks in
                try await EventFeed(store: webhooks.hooks.store, webhooks: webhooks, time: SystemTime()).begin()
                return try await webhooks.add(address, kinds: kinds)
            }
            if json { return try Output.json(WebhookReport(webhook, secret: secret)) }
            Output.line(secret.text)
            Output.note(
                "Give it to the program now: it cannot be shown again. Try the way with: kinora webhooks test \(webhook.id.prefix(8))")
        }
    }

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Send one message that says nothing, now, and say what became of it.")

        @OptionGroup var name: WebhookName
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let trouble = try await common.withWebhooks { webhooks in
                try await webhooks.test(WebhookID(webhooks.find(name.webhook).id))
            }
            if let trouble { throw WebhookUnreached(trouble: trouble) }
            Output.line("The message arrived.")
        }
    }

    struct Deliveries: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List what was sent lately, and what waits.")

        @Flag(name: .long, help: "Print them as JSON.")
        var json = false

        @OptionGroup var name: WebhookName
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let reports = try await common.withWebhooks { webhooks in
                try await webhooks.lately(WebhookID(webhooks.find(name.webhook).id)).map { DeliveryReport($0) }
            }
            if json { return try Output.json(reports) }
            Output.line(reports.isEmpty ? "Nothing was sent yet." : reports.map(\.line).joined(separator: "\n"))
        }
    }

    struct Again: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Send a message again that was given up.")

        @Argument(help: "The message's name, as the list of deliveries shows it.")
        var message: String

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.withWebhooks { try await $0.sendAgain(message) }
            Output.line("It waits to be sent; a running server sends it.")
        }
    }

    struct On: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Turn a webhook on again. What happened meanwhile is not told.")
        @OptionGroup var webhook: WebhookSwitch

        func run() async throws { try await webhook.turn(on: true) }
    }

    struct Off: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Turn a webhook off; its address and secret stay.")
        @OptionGroup var webhook: WebhookSwitch

        func run() async throws { try await webhook.turn(on: false) }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Remove a webhook, and what waits for it.")
        @OptionGroup var name: WebhookName
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.withWebhooks { try await $0.remove(WebhookID($0.find(name.webhook).id)) }
            Output.line("Removed.")
        }
    }
}

struct WebhookName: ParsableArguments {
    @Argument(help: "The webhook's name, or its beginning, as the list shows it.")
    var webhook: String
}

/// What turning a webhook on and turning it off have in common.
struct WebhookSwitch: ParsableArguments {
    @OptionGroup var name: WebhookName
    @OptionGroup var common: CommonOptions

    func turn(on isOn: Bool) async throws {
        let name = self.name.webhook
        try await common.withWebhooks { try await $0.turn(WebhookID($0.find(name).id), on: isOn) }
        Output.line(isOn ? "It is told what happens from now on." : "It is told nothing more.")
    }
}

/// The owner asked whether messages arrive, and they do not.
private struct WebhookUnreached: Complaint {
    var trouble: CourierTrouble

    var sentence: String { "The message did not arrive. \(trouble.reason)" }
}

extension EventKind: ExpressibleByArgument {}

extension CommonOptions {
    fileprivate func withWebhooks<T: Sendable>(_ body: @Sendable (Webhooks) async throws -> T) async throws -> T {
        let house = try await House.open(flags)
        let outcome: T
        do {
            outcome = try await body(house.webhooks(house.keys()))
        } catch {
            try await house.close()
            throw error
        }
        try await house.close()
        return outcome
    }
}
