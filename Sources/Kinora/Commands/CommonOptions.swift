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

    @Option(
        name: .customLong("mongodb"),
        help: ArgumentHelp(
            "Keep the documents in MongoDB, at this address. One with a password belongs into KINORA_MONGODB_URI or mongodb-uri-file.",
            valueName: "uri"))
    var mongodb: String?

    @Option(
        name: .customLong("video-api-url"),
        help: ArgumentHelp("Keep the documents behind this Video API; its token comes from KINORA_VIDEO_API_TOKEN.", valueName: "url"))
    var videoAPI: String?

    @Option(name: .customLong("video-api-token-file"), help: ArgumentHelp("A file with the Video API's token.", valueName: "file"))
    var videoAPITokenFile: String?

    @Option(name: .long, help: ArgumentHelp("A file of settings (default: kinora.yaml, if there is one).", valueName: "file"))
    var config: String?

    @Option(name: .long, help: ArgumentHelp("How much to log: trace, debug, info, notice, warning or error.", valueName: "level"))
    var log: String?

    /// What these flags say to the reader of settings.
    var flags: SettingsReader.Flags {
        SettingsReader.Flags(
            library: library, data: data, mongodb: mongodb, videoAPI: videoAPI, videoAPITokenFile: videoAPITokenFile, config: config,
            log: log)
    }
}
