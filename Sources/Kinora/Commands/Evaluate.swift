import ArgumentParser
import Foundation
import KinoraKernel
import KinoraRecommendation

struct Evaluate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make recommendations from files of watches, for any scorer to judge.",
        discussion: """
            Watches are CSV: user, item, timestamp (seconds since 1970) and perhaps a weight; a first line may name the columns, and files of \
            MovieLens are understood as they are. Without timestamps watches are in the order of the file. Of the test file only the users are \
            read, and where there are timestamps the earliest as the moment of asking, never the items. What is written is user,item in \
            order, the best first.
            """)

    @Option(name: .long, help: ArgumentHelp("Watches to learn from.", valueName: "file"))
    var train: String

    @Option(name: .long, help: ArgumentHelp("A file with the users to recommend for.", valueName: "file"))
    var test: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What is known of titles: item,title,year,genres,directors,… or item,type,value; may be given several times.", valueName: "file"
        ))
    var titles: [String] = []

    @Option(name: .long, help: ArgumentHelp("Where the recommendations are written.", valueName: "file"))
    var out: String

    @Option(name: .long, help: "Titles for each user, at most 1000.")
    var count = 20

    func validate() throws {
        guard (1...1000).contains(count) else { throw ValidationError("--count is a number from 1 to 1000.") }
    }

    func run() async throws {
        let (train, test, titles, out, count) = (train, test, titles, out, count)
        let lines = try await BlockingWork.run { cancellation in
            try Self.answer(train: train, test: test, titles: titles, out: out, count: count, cancellation)
        }
        Output.line(lines)
    }

    private static func answer(
        train: String, test: String, titles: [String], out: String, count: Int, _ cancellation: BlockingWork.Cancellation
    ) throws -> String {
        let trained = try WatchTable(train, isWatched: true)
        let watches = trained.facts
        let users = try WatchTable(test, isWatched: false).askers
        var table = TitleTable()
        for file in titles { try table.read(file) }
        let engine = RecommendationEngine()
        for title in table.titles(and: watches) { engine.take(title) }
        for watch in watches {
            try cancellation.check()
            engine.take(watch)
        }
        var text = "user,item\n"
        for (user, now) in users {
            try cancellation.check()
            let list = engine.ranked(for: user, at: trained.isTimed ? now : nil, count: count)
            for item in list { text += "\(quoted(user)),\(quoted(item))\n" }
        }
        guard (try? Data(text.utf8).write(to: URL(fileURLWithPath: out), options: .atomic)) != nil else {
            throw EvaluationComplaint.unwritable(out)
        }
        return "\(users.count) users, \(engine.size.titles) titles, \(watches.count) watches: \(out)".onOneLine()
    }

    private static func quoted(_ field: String) -> String {
        guard field.contains(where: { ",\"\n\r".contains($0) }) else { return field }
        return "\"\(field.replacingOccurrences(of: "\"", with: "\"\""))\""
    }
}
