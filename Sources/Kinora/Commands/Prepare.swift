import ArgumentParser

struct Prepare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Prepare")
    @OptionGroup var common: CommonOptions
    func run() async throws {}
}
