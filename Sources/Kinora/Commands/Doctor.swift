import ArgumentParser

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Doctor")
    @OptionGroup var common: CommonOptions
    func run() async throws {}
}
