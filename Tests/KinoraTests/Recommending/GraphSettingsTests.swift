import Foundation
import KinoraBolt
import KinoraGraphServer
import Testing

@testable import Kinora

@Suite("Settings of the graph database")
struct GraphSettingsTests {
    private func settings(_ yaml: String) async throws -> Settings {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(yaml.utf8).write(to: file)
        return try await SettingsReader(flags: .init(config: file.path)).settings()
    }

    @Test func withoutAnAddressThereIsNoGraphDatabase() async throws {
        let settings = try await settings("port: 8080\n")
        #expect(settings.graphDatabase == nil)
        #expect(await GraphCheck(settings: settings).findings() == [])
    }

    @Test func theAddressAndItsPasswordAreRead() async throws {
        let read = try await settings(
            "neo4j-uri: neo4j+s://graph.example.org\nneo4j-password: very secret\nneo4j-database: films\n"
        ).graphDatabase
        #expect(read?.address == BoltAddress("neo4j+s://graph.example.org:7687"))
        #expect(read?.user == "neo4j" && read?.database == "films")
        #expect(!"\(read as Any)".contains("very secret"))
    }

    @Test(arguments: [
        ("neo4j-uri: https://graph.example.org", "neo4j-uri"), ("neo4j-uri: \"bolt://ida:hush@graph.example.org\"", "neo4j-uri"),
        ("neo4j-password: hush", "neo4j-uri"), ("recommendations-engine: neo4j", "neo4j-uri"),
        ("recommendations-engine: best", "recommendations-engine"),
    ])
    func whatIsWrongIsSaidWithItsSetting(yaml: String, key: String) async throws {
        let failure = await #expect(throws: SettingsFailure.self) { try await settings(yaml + "\n") }
        #expect(failure?.sentence.contains(key) == true && failure?.sentence.contains("hush") == false)
    }

    @Test func theDoctorSaysThatNobodyAnswersAndWhatToDo() async throws {
        let finding = await GraphCheck(settings: try await settings("neo4j-uri: bolt://127.0.0.1:1\ndata: /nowhere/kinora\n")).findings()
        #expect(finding.map(\.state) == [.broken] && finding[0].advice?.contains("neo4j-uri") == true)
    }

    @Test(.enabled(if: GraphServer.isHere, Comment(rawValue: GraphServer.isMissing)), .timeLimit(.minutes(10)))
    func theDoctorSaysThatItAnswersAndThatNothingIsInItYet() async throws {
        let server = try await GraphServer()
        defer { server.stop() }
        let yaml =
            "neo4j-uri: \(server.url)\nneo4j-user: root\nneo4j-password: \(GraphServer.password)\nneo4j-database: kinora\ndata: /nowhere/kinora\n"
        let finding = await GraphCheck(settings: try await settings(yaml)).findings()
        #expect(finding.map(\.state) == [.warning] && finding[0].found.contains("not complete"))
        let stranger = yaml.replacingOccurrences(of: GraphServer.password, with: "hush")
        let refused = await GraphCheck(settings: try await settings(stranger)).findings()
        #expect(refused.map(\.state) == [.broken] && refused[0].found.contains("Unauthorized"))
    }
}
