import ArgumentParser
import KinoraKernel

struct Health: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask the server on this machine whether it is ready, as a container's health check does.",
        discussion: "Exits 0 when it is, and 1 with a line that says why when it is not.")

    @Flag(name: .long, help: "Ask only whether the program lives, and not whether it reaches its documents.")
    var alive = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var listening: ListeningOptions

    func run() async throws {
        let settings = try await SettingsReader(flags: listening.added(to: common.flags)).settings()
        let status = try await HealthQuestion(
            host: settings.host, port: settings.port, isEncrypted: settings.serving.tls != nil
        ).status(of: alive ? "/health" : "/ready")
        switch status {
        case 200: Output.line(alive ? "alive" : "ready")
        case 503:
            throw NotReady(sentence: "Kinora runs, and does not reach its documents. See its log, or run: kinora doctor")
        default: throw NotReady(sentence: "Something else than Kinora answers on port \(settings.port), with status \(status).")
        }
    }
}

/// The server is not there, or cannot do its work.
struct NotReady: Complaint {
    let sentence: String
}
