import ArgumentParser
import KinoraBolt
import KinoraKernel
import KinoraNeo4jGraph
import Synchronization

struct GraphCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph", abstract: "Look after the recommendation graph in Neo4j.", subcommands: [Status.self, Rebuild.self],
        defaultSubcommand: Status.self)

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say what is in the graph, and how far it is behind the documents.")

        @Flag(name: .long, help: "Print it as JSON.")
        var json = false

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let report = try await GraphCommand.with(common.flags) { try await GraphReport(asking: $1, $0.facts) }
            if json { try Output.json(report) } else { Output.line(report.paragraph) }
        }
    }

    struct Rebuild: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Empty the graph and write all of it anew from the documents.",
            discussion: """
                Removes every node with the labels Title, Profile, Genre, Person, Collection, Country, Tag and KinoraGraph. A server that runs \
                meanwhile may go on: it notices, and takes the graph over again afterwards.
                """)

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let report = try await GraphCommand.with(common.flags) { house, client in
                let mirror = GraphMirror(client)
                Output.note("Reading the documents …")
                _ = try await house.facts.tellEverything(mirror)
                let telling = GraphTelling()
                try await mirror.rebuild { progress in if let line = telling.line(progress) { Output.note(line) } }
                try await mirror.release()
                return try await GraphReport(asking: client, house.facts)
            }
            Output.line(report.paragraph)
        }
    }

    private static func with<Outcome: Sendable>(
        _ flags: SettingsReader.Flags, _ use: (House, BoltClient) async throws -> Outcome
    ) async throws -> Outcome {
        let house = try await House.open(flags)
        guard let client = try house.settings.graphDatabase?.client() else { throw GraphNotSetUp() }
        do {
            let outcome = try await use(house, client)
            await client.close()
            try await house.close()
            return outcome
        } catch {
            await client.close()
            try? await house.close()
            throw error
        }
    }
}

/// No graph database is set up.
struct GraphNotSetUp: Complaint {
    let sentence = "No graph database is set up: give neo4j-uri, neo4j-user and neo4j-password (see Documentation/recommendation.md)."
}

/// Says how far a rebuilding is, now and then.
final class GraphTelling: Sendable {
    private let last = Mutex("")

    /// Nil where the same was said just before, give or take a little.
    func line(_ progress: GraphProgress) -> String? {
        let (mark, line) =
            switch progress {
            case .removed(let count): ("r\(count / 20_000)", "Removed \(count) nodes and edges …")
            case .written(let done, let all): ("w\(done * 10 / max(1, all))", "Wrote \(done) of \(all) titles and profiles …")
            case .similar(let left): ("s\(left / 1000)", "Looking for what is similar to \(left) titles …")
            }
        return last.withLock { last in
            guard last != mark else { return nil }
            last = mark
            return line
        }
    }
}
