import ArgumentParser

struct Jobs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Jobs")
    @OptionGroup var common: CommonOptions
    func run() async throws {}
}
