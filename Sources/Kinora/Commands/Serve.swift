import ArgumentParser
import KinoraKernel

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the pages and the films, and prepare what is new.",
        discussion: """
            Stops politely on SIGTERM and Control-C; what was encoded so far is kept.
            Where the documents are behind a Video API, only pages and films are served, from the packages in the data folder; the house that \
            has the documents prepares. --roles, --prepare and --no-prepare say otherwise.
            """)

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What to do of all that a house does: web, api, usage, prepare, separated by commas (default: all of it).", valueName: "roles"))
    var roles: String?

    @Flag(inversion: .prefixedNo, help: "Look at the libraries and prepare what is new.")
    var prepare: Bool?

    @Flag(
        name: .long,
        help: "Serve what is there and nothing else, for when something breaks: no preparing, no providers, no recommendations, no letters."
    )
    var safeMode = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var listening: ListeningOptions

    func run() async throws {
        var flags = listening.added(to: common.flags)
        flags.roles = roles
        flags.prepares = prepare
        let settings = try await SettingsReader(flags: flags).settings()
        try Listening.check(settings)
        if let warning = Listening.warning(settings) { Output.note(warning) }
        let (house, reports) = try await WaitingRoom.open(safeMode ? settings.safe() : settings)
        try await house.serve(reports)
    }
}

/// Who listens on a network must say by which address visitors come: cookies, links in letters and the check of names depend on it.
enum Listening {
    private static let loopback: Set<String> = ["127.0.0.1", "::1", "localhost"]

    static func check(_ settings: Settings) throws {
        if settings.url != .thisMachine || loopback.contains(settings.host) { return }
        throw SettingsFailure(
            sentence:
                "Kinora listens on \(settings.host.onOneLine(atMost: 80)) only when it knows by which address visitors come: add --url, such as "
                + "--url https://films.example.org, or --url http://192.168.0.10:8080 on a home network that you trust.")
    }

    /// What the owner should know about the address; nil where there is nothing.
    static func warning(_ settings: Settings) -> String? {
        guard !settings.url.takesSecureCookies else { return nil }
        return "Visitors come over plain http: whoever is on the same network can read passwords and cookies. Use https wherever you can."
    }
}
