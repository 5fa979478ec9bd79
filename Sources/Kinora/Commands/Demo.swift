import ArgumentParser
import Foundation

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a small library to try Kinora with.",
        discussion: "Three short films and a series of two seasons, generated on this machine; nothing is downloaded.")

    @Option(name: .long, help: ArgumentHelp("The folder to make it in.", valueName: "path"))
    var into = "demo"

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await SettingsReader(flags: common.flags).settings()
        let folder = URL(fileURLWithPath: into).standardizedFileURL.path
        try await DemoLibrary(folder: folder, ffmpeg: settings.ffmpeg).make { Output.note($0) }
    }
}
