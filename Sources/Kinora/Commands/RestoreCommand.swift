import ArgumentParser
import KinoraKernel

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make a house of a backup, in an empty data folder.",
        discussion: """
            Everything in the backup is compared with its digests before anything is written, and nothing is overwritten. Films whose packages \\
            are not there are prepared again by the next kinora doctor --repair; or copy the old data/packages here first.
            """)

    @Flag(name: .long, help: "Read the backup and say whether it is whole, changing nothing.")
    var dryRun = false

    @Argument(help: "The folder of the backup.")
    var backup: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await SettingsReader(flags: common.flags).settings()
        let restore = Restore(backup: SettingsReader.absolute(backup), settings: settings, time: SystemTime())
        let isDry = dryRun
        let manifest = try await Interruptible.run(saying: "Stopped. Start the same command again; it begins anew.") {
            isDry ? try await restore.check() : try await restore.run()
        }
        let documents = manifest.documents.values.reduce(0, +)
        let told = "\(documents) documents and \(manifest.files.count - 1) files of \(manifest.madeAt)"
        guard !dryRun else { return Output.line("\(told) are whole. Nothing was changed.") }
        Output.line("\(told) are in \(settings.data).")
        if settings.keysFile != nil {
            Output.note(
                "This house reads its keys from another file (keys-file). See that it holds the keys of the backup: \(settings.data)/keys")
        }
    }
}
