import ArgumentParser
import Foundation
import KinoraKernel
import KinoraPreparation

struct Name: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell how paths are understood: film or episode, title, year, season, numbers, edition.",
        discussion: "Paths are read as relative to a library; nothing is looked up on the disk.")

    @Argument(help: "Paths of files or folders.")
    var paths: [String] = []

    @Option(name: .long, help: "What the library holds: films, series or mixed.")
    var kind: LibraryKind = .mixed

    @Option(name: .long, help: ArgumentHelp("Judge the reader by a file of cases and print the table.", valueName: "file"))
    var cases: String?

    @Flag(name: .long, help: "Print what is understood as JSON.")
    var json = false

    func validate() throws {
        if paths.isEmpty && cases == nil { throw ValidationError("Give at least one path, or a file of cases with --cases.") }
    }

    func run() throws {
        let year = Calendar(identifier: .gregorian).component(.year, from: SystemTime().now.date)
        if let cases { return Output.line(try NamingCases.score(file: cases, year: year).table) }
        let reader = NameReader(year: year)
        let readings = paths.map { Reading(path: $0, understood: reader.read(FilePath(bytes: Array($0.utf8)), libraryKind: kind)) }
        if json { return try Output.json(readings) }
        for reading in readings { Output.line("\(reading.path.onOneLine()): \(reading.understood.summary.onOneLine())") }
    }

    /// The fields of an understanding, and the path beside them.
    private struct Reading: Encodable {
        var path: String
        var understood: Understanding

        private enum CodingKeys: String, CodingKey { case path }

        func encode(to encoder: any Swift.Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(path, forKey: .path)
            try understood.encode(to: encoder)
        }
    }
}

extension LibraryKind: ExpressibleByArgument {}
