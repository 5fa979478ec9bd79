import ArgumentParser
import KinoraDocuments
import KinoraKernel

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring in documents that `kinora export` wrote.",
        discussion: """
            Everything is checked before anything is written. Documents come in exactly as they went out; those of the same name are \\
            overwritten, others stay. Safe to repeat.
            """)

    @Flag(name: .long, help: "Check the file and say what would be done, changing nothing.")
    var dryRun = false

    @Flag(name: .long, help: "The database may hold other documents: what has the same name is overwritten, the rest stays.")
    var intoExisting = false

    @Argument(help: "The file.")
    var file: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let house = try await House.open(common.flags)
        let name = file.onOneLine(atMost: 200)
        let dump = DumpImport(FilePieces(path: file), into: house.store, collections: House.kept(by: house.settings.engine))
        let (isDry, isIntoExisting) = (dryRun, intoExisting)
        let plan = try await Interruptible.run(saying: "Stopped. Start the same command again; what was written is sound.") {
            let plan = try await dump.plan()
            if isDry { return plan }
            if !isIntoExisting, plan.overwritten + plan.others > 0 { throw Self.refusal(plan) }
            try await dump.write()
            return plan
        }
        try await house.close()
        Output.line("\(name): \(Self.sentence(plan))\(dryRun ? " Nothing was changed." : "")")
    }

    static func sentence(_ plan: DumpPlan) -> String {
        "\(plan.documents) documents; \(plan.new) new, \(plan.overwritten) over another version, \(plan.equal) as they stand already. "
            + "\(plan.others) others stay."
    }

    private static func refusal(_ plan: DumpPlan) -> SettingsFailure {
        SettingsFailure(
            sentence: "The database holds other documents: \(plan.overwritten) in another version than the file, \(plan.others) that the "
                + "file does not have. Import into an empty one, or over it with --into-existing: those in another version are overwritten, "
                + "the rest stays.")
    }
}
