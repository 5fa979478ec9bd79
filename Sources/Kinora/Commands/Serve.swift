import ArgumentParser

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve")
    @OptionGroup var common: CommonOptions
    func run() async throws {}
}
