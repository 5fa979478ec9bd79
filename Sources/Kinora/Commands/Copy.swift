import ArgumentParser
import Foundation
import KinoraDocuments
import KinoraKernel
import Logging

struct Copy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy all documents from one database into another: SQLite, MongoDB or a Video API.",
        discussion: """
            ENGINE is sqlite:PATH or a plain path (a data folder or a database file), mongodb://…, http(s)://…, or @FILE: the first line of \\
            a file, which keeps passwords out of the list of processes. The token of a Video API comes from --token-file-from and \\
            --token-file-to, or from KINORA_VIDEO_API_TOKEN.

            Documents are copied exactly: names, versions, moments, contents. Films themselves (packages) are files and are not copied.
            Whatever stops a copy, the same command goes on where it was. A server may run on the source meanwhile: what it changes arrives \\
            too, until the two sides were compared. Started again later, it brings what changed since. Exits 1 when the two are not the same.
            """)

    @Option(name: .long, help: ArgumentHelp("Where the documents are.", valueName: "engine"))
    var from: String

    @Option(name: .long, help: ArgumentHelp("Where they are to go.", valueName: "engine"))
    var to: String

    @Option(name: .long, help: ArgumentHelp("A file with the token of the Video API to copy from.", valueName: "file"))
    var tokenFileFrom: String?

    @Option(name: .long, help: ArgumentHelp("A file with the token of the Video API to copy to.", valueName: "file"))
    var tokenFileTo: String?

    @Flag(name: .long, help: "The target may hold other documents: what has the same name is overwritten, the rest stays.")
    var intoExisting = false

    @Option(name: .long, help: ArgumentHelp("How much to log: trace, debug, info, notice, warning or error.", valueName: "level"))
    var log: String?

    func run() async throws {
        let (source, target, level) = try await engines()
        let telling = CopyTelling()
        let summary: CopySummary
        do {
            let isIntoExisting = intoExisting
            summary = try await Interruptible.run(saying: "Stopped. Start the same command again: it goes on where it was.") {
                let time = SystemTime()
                let (from, to) = (
                    try await source.open(time: time, logger: House.logger("from", at: level)),
                    try await target.open(time: time, logger: House.logger("to", at: level))
                )
                let copy = StoreCopy(
                    from: from, named: source.name, to: to, collections: House.kept(by: source, target), time: time,
                    intoExisting: isIntoExisting,
                    tell: { await telling.tell($0) })
                let summary = try await copy.run()
                try await from.close()
                try await to.close()
                return summary
            }
        } catch {
            await telling.end()
            throw error
        }
        await telling.end()
        Output.line(Self.sentence(summary, source.name, target.name))
    }

    private func engines() async throws -> (EngineChoice, EngineChoice, Logger.Level) {
        let reader = try await SettingsReader(flags: .init(log: log ?? "warning"))
        func engine(_ text: String, _ flag: String, _ tokenFile: String?) throws -> EngineChoice {
            try EngineAddress(text: text, flag: flag).engine {
                try tokenFile.map { try Secret.inFile($0, for: "token-file-\(flag.dropFirst(2))") } ?? reader.token()
            }
        }
        let source = try engine(from, "--from", tokenFileFrom)
        let target = try engine(to, "--to", tokenFileTo)
        guard source.name != target.name else {
            throw SettingsFailure(sentence: "--from and --to name the same database, \(source.name).")
        }
        if case .sqlite(let path) = source, !FileManager.default.fileExists(atPath: path) {
            throw SettingsFailure(sentence: "There is no database at \(path.onOneLine(atMost: 200)); check --from.")
        }
        return (source, target, try reader.logLevel())
    }

    static func sentence(_ summary: CopySummary, _ source: String, _ target: String) -> String {
        let followed = summary.followed > 0 ? " \(summary.followed) changes made meanwhile were brought after." : ""
        return "\(summary.documents) documents in \(summary.compared.count) collections are the same in \(source) and \(target): "
            + "number, versions and contents were compared.\(followed)"
    }
}
