import ArgumentParser
import KinoraKernel

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Make a backup of the house, also while it is served.",
        discussion: """
            Documents, keys, corrections and pictures go into a new folder, which is read again before it gets its name. The prepared films \\
            (packages) are large and are only listed: copy data/packages with a program made for that, or have them prepared again from the \\
            libraries. Who reads a backup can sign in as anybody: keep it like a password.
            """)

    @Option(
        name: .long,
        help: ArgumentHelp("The folder that backups go into (default: the setting backup-into, or data/backups).", valueName: "path"))
    var into: String?

    @Option(name: .long, help: ArgumentHelp("How many backups stay there; older ones are removed (default: all).", valueName: "number"))
    var keep: Int?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let keep, keep < 1 { throw ValidationError("--keep takes a number above 0.") }
    }

    func run() async throws {
        let house = try await House.open(common.flags)
        let shelf = BackupShelf(folder: into.map(SettingsReader.absolute) ?? house.backupFolder)
        let backup = Backup(settings: house.settings, time: house.time)
        let outcome = try await Interruptible.run(saying: "Stopped; nothing was kept.") {
            try await backup.make(on: shelf, of: house.store)
        }
        try await house.close()
        Output.line(outcome.sentence)
        guard let keep else { return }
        let gone = try await BlockingWork.run { _ in shelf.keep(keep) }
        if !gone.isEmpty { Output.note("Removed: \(gone.joined(separator: ", ")).") }
    }
}
