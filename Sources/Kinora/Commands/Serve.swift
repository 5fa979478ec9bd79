import ArgumentParser
import KinoraKernel

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the pages and the films, and prepare what is new.",
        discussion: """
            Stops politely on SIGTERM and Control-C; what was encoded so far is kept.
            Where the documents are behind a Video API, only pages and films are served, from the packages in the data folder; the house that \
            has the documents prepares. --prepare and --no-prepare say otherwise.
            """)

    @Flag(inversion: .prefixedNo, help: "Look at the libraries and prepare what is new.")
    var prepare: Bool?

    @OptionGroup var common: CommonOptions
    @OptionGroup var listening: ListeningOptions

    func run() async throws {
        var flags = listening.added(to: common.flags)
        flags.prepares = prepare
        let settings = try await SettingsReader(flags: flags).settings()
        try Loopback.check(settings)
        let house = try await House.open(flags)
        try await house.serve()
    }
}

/// Until members can sign in, nobody but the person at this machine may watch.
enum Loopback {
    private static let names: Set<String> = ["127.0.0.1", "::1", "localhost"]

    static func check(_ settings: Settings) throws {
        if settings.insecureOpen || names.contains(settings.host) { return }
        throw SettingsFailure(
            sentence:
                "Kinora does not listen on \(settings.host.onOneLine(atMost: 80)): nobody has to sign in yet, so everyone who reaches it "
                + "could watch everything. Use 127.0.0.1, or accept that with --insecure-open.")
    }
}
