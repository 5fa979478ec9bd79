import ArgumentParser

struct Scan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Scan")
    @OptionGroup var common: CommonOptions
    func run() async throws {}
}
