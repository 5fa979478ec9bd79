import ArgumentParser

/// Where the pages are served.
struct ListeningOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The address to listen on (default: 127.0.0.1).", valueName: "address"))
    var host: String?

    @Option(name: .long, help: ArgumentHelp("The port to listen on (default: 8080).", valueName: "number"))
    var port: Int?

    @Flag(name: .long, help: "Listen on other addresses than this machine's own, although nobody has to sign in yet.")
    var insecureOpen = false

    func added(to flags: SettingsReader.Flags) -> SettingsReader.Flags {
        var flags = flags
        flags.host = host
        flags.port = port
        flags.insecureOpen = insecureOpen
        return flags
    }
}
