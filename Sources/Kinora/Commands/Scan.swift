import ArgumentParser
import KinoraKernel
import KinoraPreparation

struct Scan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell what the libraries hold and what would be done, changing nothing.")

    @Flag(name: .long, help: "Print the reports as JSON.")
    var json = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let house = try await House.open(common.flags)
        guard !house.libraries.isEmpty else { throw SettingsFailure.noLibrary }
        var reports: [ScanReport] = []
        for library in house.libraries { reports.append(try await house.scan(of: library).look()) }
        try await house.close()
        if json { return try Output.json(reports) }
        for report in reports { Output.line(report.table) }
    }
}
