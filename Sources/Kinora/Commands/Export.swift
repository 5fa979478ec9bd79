import ArgumentParser
import KinoraDocuments
import KinoraKernel

struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write all documents as JSON Lines.",
        discussion: """
            One line for each document, in an order and form that are always the same; `kinora import` reads them. An export holds what \\
            members would call private, and hashes of tokens: the file can be read by its owner alone, and belongs where nobody else looks.
            """)

    @Option(name: .long, help: ArgumentHelp("The file to write, or - for standard output.", valueName: "file"))
    var into = "-"

    @Option(name: .long, help: ArgumentHelp("Only this collection; may be repeated.", valueName: "name"))
    var collection: [String] = []

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let house = try await House.open(common.flags)
        let schemas = House.kept(by: house.settings.engine)
        try await house.store.prepare(schemas)
        let known = schemas.map(\.name)
        if let unknown = collection.first(where: { !known.contains($0) }) {
            throw SettingsFailure(
                sentence:
                    "There is no collection called \(unknown.onOneLine(atMost: 80)). There are: \(known.sorted().joined(separator: ", ")).")
        }
        let names = collection.isEmpty ? known : Array(Set(collection))
        let sink = into == "-" ? DumpSink.standardOutput : try DumpSink(file: into)
        let count: Int
        do {
            count = try await Interruptible.run(saying: "Stopped; nothing was kept.") {
                let count = try await DumpWriter(of: names, in: house.store, time: house.time).write { try await sink.write($0) }
                try await sink.finish()
                return count
            }
        } catch {
            sink.giveUp()
            throw error
        }
        try await house.close()
        Output.note("\(count) documents exported\(into == "-" ? "" : " to \(into.onOneLine(atMost: 200))").")
    }
}
