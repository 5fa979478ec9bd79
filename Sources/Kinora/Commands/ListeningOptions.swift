import ArgumentParser

/// Where the pages are served.
struct ListeningOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The address to listen on (default: 127.0.0.1).", valueName: "address"))
    var host: String?

    @Option(name: .long, help: ArgumentHelp("The port to listen on (default: 8080).", valueName: "number"))
    var port: Int?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Where visitors find this server, such as https://films.example.org (default: on this machine alone).", valueName: "address"))
    var url: String?

    func added(to flags: SettingsReader.Flags) -> SettingsReader.Flags {
        var flags = flags
        flags.host = host
        flags.port = port
        flags.url = url
        return flags
    }
}
