import ArgumentParser

/// The flags that every command understands.
struct CommonOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "A folder of films and series; may be repeated. films:PATH or series:PATH says what is in it.", valueName: "path"))
    var library: [String] = []

    @Option(name: .long, help: ArgumentHelp("The folder of the database and the prepared films (default: data).", valueName: "path"))
    var data: String?

    @Option(name: .long, help: ArgumentHelp("A file of settings (default: kinora.yaml, if there is one).", valueName: "file"))
    var config: String?

    @Option(name: .long, help: ArgumentHelp("How much to log: trace, debug, info, notice, warning or error.", valueName: "level"))
    var log: String?

    /// What these flags say to the reader of settings.
    var flags: SettingsReader.Flags {
        SettingsReader.Flags(library: library, data: data, config: config, log: log)
    }
}
