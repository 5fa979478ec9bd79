import ArgumentParser

struct Name: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Name")
    @OptionGroup var common: CommonOptions
    func run() async throws {}
}
