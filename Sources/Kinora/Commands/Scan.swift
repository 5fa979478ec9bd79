import ArgumentParser
import KinoraKernel
import KinoraPreparation

struct Scan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell what the libraries hold and what would be done, changing nothing.")

    @Flag(name: .long, help: "Print the reports as JSON.")
    var json = false

    @Flag(name: .long, help: "Look also where everything known seems to be gone, as if that were on purpose.")
    var acceptMissing = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let house = try await House.open(common.flags)
        guard !house.libraries.isEmpty else { throw SettingsFailure.noLibrary }
        var reports: [ScanReport] = []
        for library in house.libraries { reports.append(try await house.scan(of: library).look(acceptingLoss: acceptMissing)) }
        try await house.close()
        if json { return try Output.json(reports) }
        Output.line(reports.map { ScanTable($0).text }.joined(separator: "\n\n"))
    }
}
