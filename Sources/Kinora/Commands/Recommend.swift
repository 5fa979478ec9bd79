import ArgumentParser
import KinoraKernel

struct Recommend: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what is recommended to a profile, or what is like a title, each with its reason.",
        discussion: "No server need run: the graph is read from its snapshot, or made of the documents.")

    @Option(name: .long, help: ArgumentHelp("A profile's id or name.", valueName: "profile"))
    var profile: String?

    @Option(name: .long, help: ArgumentHelp("A film's or series' id or title.", valueName: "title"))
    var title: String?

    @Option(name: .long, help: "Titles in a row, at most 100.")
    var count = 12

    @Flag(name: .long, help: "Print the rows as JSON.")
    var json = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard profile != nil || title != nil else {
            throw ValidationError("Say for whom (--profile), like which title (--title), or both.")
        }
        guard (1...100).contains(count) else { throw ValidationError("--count is a number from 1 to 100.") }
    }

    func run() async throws {
        let house = try await House.open(common.flags)
        let rows = try await house.recommendations(for: profile, like: title, count: count)
        try await house.close()
        if json { return try Output.json(rows) }
        Output.line(rows.isEmpty ? "Nothing is recommended." : rows.map(\.paragraph).joined(separator: "\n\n"))
    }
}
