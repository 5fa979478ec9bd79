import ArgumentParser
import KinoraDocuments
import KinoraKernel
import KinoraVideoAPI

struct Tokens: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make and revoke tokens for programs that use the Video API.",
        subcommands: [List.self, Create.self, Revoke.self],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List every token: what it allows, when it was used, how long it lives.")

        @Flag(name: .long, help: "Print the tokens as JSON.")
        var json = false

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let reports = try await common.withTokens { book in try await book.list().map { TokenReport($0) } }
            if json { return try Output.json(reports) }
            Output.line(TokenReport.table(reports))
        }
    }

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a token and show it, once.",
            discussion: "Scopes: " + Scope.allCases.map { "\($0.rawValue) (\($0.meaning))" }.joined(separator: ", ") + ".")

        @Argument(help: "What you call it, so that you know which one to revoke.")
        var name: String

        @Option(name: .long, help: ArgumentHelp("What it allows; may be repeated.", valueName: "scope"))
        var scope: [Scope] = []

        @Option(name: .long, help: ArgumentHelp("How many days it lives (default: until it is revoked).", valueName: "number"))
        var days: Int?

        @Flag(name: .long, help: "Print the token as JSON.")
        var json = false

        @OptionGroup var common: CommonOptions

        func validate() throws {
            if scope.isEmpty { throw ValidationError(TokenRefusal.noScope.sentence) }
        }

        func run() async throws {
            let (token, secret) = try await common.withTokens { try await $0.create(name, scopes: Set(scope), days: days) }
            if json { return try Output.json(TokenReport(token, secret: secret)) }
            Output.line(secret.text)
            Output.note("Keep it now: it cannot be shown again. Programs send it as “Authorization: Bearer <token>”.")
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take a token away; it stops working at once.")

        @Argument(help: "The token's name, or its beginning as the list shows it.")
        var nameOrPrefix: String

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let token = try await common.withTokens { try await $0.revoke(nameOrPrefix) }
            Output.line("Revoked: \(token.value.name.onOneLine())")
        }
    }
}

extension Scope: ExpressibleByArgument {}

extension CommonOptions {
    fileprivate func withTokens<T: Sendable>(_ body: @Sendable (TokenBook) async throws -> T) async throws -> T {
        let house = try await House.open(flags)
        let outcome = try await body(house.tokens())
        try await house.close()
        return outcome
    }
}
