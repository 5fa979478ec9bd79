import ArgumentParser

@main
struct KinoraCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "kinora", abstract: "A streaming service of your own.")
}
