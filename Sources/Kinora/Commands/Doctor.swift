import ArgumentParser

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check what Kinora needs on this machine, and say what to do.",
        discussion: "Exits 1 when something is broken; warnings alone exit 0.")

    @Flag(name: .long, help: "Print the findings as JSON.")
    var json = false

    @Flag(
        name: .long,
        help: "Remove packages, work and pictures in the data folder that nothing refers to, and prepare again what is lost.")
    var repair = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var listening: ListeningOptions

    func run() async throws {
        let settings = try await SettingsReader(flags: listening.added(to: common.flags)).settings()
        let findings = await Examination(settings: settings, isRepairing: repair).findings()
        if json {
            try Output.json(findings)
        } else {
            for finding in findings { Self.print(finding) }
        }
        if findings.contains(where: { $0.state == .broken }) { throw ExitCode.failure }
    }

    private static func print(_ finding: Finding) {
        let mark =
            switch finding.state {
            case .fine: "ok     "
            case .warning: "warning"
            case .broken: "BROKEN "
            }
        Output.line("\(mark)  \(finding.check): \(finding.found)")
        if let advice = finding.advice { Output.line("         -> \(advice)") }
    }
}
