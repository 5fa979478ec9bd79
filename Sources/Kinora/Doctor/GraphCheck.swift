import Foundation
import KinoraBolt
import KinoraDocuments
import KinoraKernel
import Logging

/// Does the graph database answer, and how far behind is the graph? Nothing is said where none is set up, and nothing is changed.
struct GraphCheck: Sendable {
    let settings: Settings

    func findings() async -> [Finding] {
        guard let graph = settings.graphDatabase else { return [] }
        return [await finding(graph)]
    }

    private func finding(_ graph: Settings.GraphDatabase) async -> Finding {
        let advice = "See that Neo4j runs there, and correct neo4j-uri, neo4j-user, neo4j-password or neo4j-database."
        do {
            let client = try graph.client()
            do {
                let report = try await report(client)
                await client.close()
                return report.isComplete && report.behind.map { $0 < Self.much } == true
                    ? .fine("graph", "\(report.server) answers; the graph is \(report.state)")
                    : .warning(
                        "graph", "\(report.server) answers; the graph is \(report.state)",
                        do: "Let kinora serve run, which writes it, or run: kinora graph rebuild")
            } catch {
                await client.close()
                throw error
            }
        } catch let complaint as any Complaint {
            return .broken("graph", complaint.sentence, do: advice)
        } catch {
            return .broken("graph", "The graph database cannot be used.", do: advice)
        }
    }

    /// Changes that a running house is not behind.
    private static let much = 1000

    private func report(_ client: BoltClient) async throws -> GraphReport {
        if case .sqlite(let path) = settings.engine, !FileManager.default.fileExists(atPath: path) {
            return try await GraphReport(asking: client, nil)
        }
        let store = try await settings.engine.open(time: SystemTime(), logger: House.logger("documents", at: .error))
        do {
            let report = try await GraphReport(asking: client, FactFeed(store: store, named: settings.engine.name, time: SystemTime()))
            try await store.close()
            return report
        } catch {
            try? await store.close()
            throw error
        }
    }
}
