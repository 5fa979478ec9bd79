import ArgumentParser
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

struct GenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Fill a house with titles that nobody made, to measure or to try things with.",
        discussion: """
            Films and series with descriptions, people and genres, listed, and with no file behind them: none of them can be played. The same \
            seed makes the same titles. Use a data folder of its own.
            """,
        shouldDisplay: false)

    @Option(name: .long, help: "How many titles; one in ten is a series.")
    var titles = 10_000

    @Option(name: .long, help: "What the titles are made from.")
    var seed: UInt64 = 1

    @OptionGroup var common: CommonOptions

    private static let most = 1_000_000

    func validate() throws {
        guard (1...Self.most).contains(titles) else { throw ValidationError("--titles is a number from 1 to \(Self.most).") }
    }

    func run() async throws {
        let house = try await House.open(common.flags)
        let (titles, seed) = (titles, seed)
        let films = try await house.store.count(.all, in: Film.schema.name)
        guard films == 0 else {
            throw SettingsFailure(
                sentence: "\(house.settings.data.onOneLine(atMost: 200)) holds \(films) films already. Choose a new folder with --data.")
        }
        try await Interruptible.run(saying: "Stopped. Delete the data folder, and start again.") {
            try await GeneratedCatalogue(titles: titles, seed: seed, into: house.store, time: house.time).make { count in
                if count % 5000 == 0 { Output.note("\(count) of \(titles) titles") }
            }
            Output.note("People and genres are put together")
            try await house.editor.settleAges(country: house.settings.ageCountry)
            try await house.editor.reconcile()
        }
        try await house.close()
        Output.line("\(titles) titles are in \(house.settings.data).")
    }
}
