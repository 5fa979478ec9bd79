import Foundation
import Hummingbird
import HummingbirdTesting
import KinoraGate
import KinoraKernel
import KinoraVideoAPI
import KinoraViewing
import Logging
import Testing

@testable import Kinora

@Suite("A server does what its roles say, and nothing else", .timeLimit(.minutes(10)))
struct RoleTests {
    private func settings(_ yaml: String, _ flags: SettingsReader.Flags = .init()) async throws -> Settings {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-\(UUID().uuidString).yaml")
        try Data(yaml.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        var flags = flags
        flags.config = file.path
        return try await SettingsReader(flags: flags).settings()
    }

    private static let behindAPI = "video-api-url: http://films.example/api\nvideo-api-token: secret\n"

    @Test func withoutAWordItDoesEverythingAndBehindAnAPIThePagesAlone() async throws {
        #expect(try await settings("port: 1\n").roles == Set(ServerRole.allCases))
        #expect(try await settings(Self.behindAPI).roles == [.web])
        #expect(try await settings("roles: [api, usage]\n").roles == [.api, .usage])
        #expect(try await settings("roles: [api]\n", .init(roles: "web, prepare")).roles == [.web, .prepare])
        #expect(try await settings("roles: web\nprepare: true\n").roles == [.web, .prepare])
        #expect(try await settings(Self.behindAPI, .init(roles: "prepare")).roles == [.prepare])
    }

    @Test(arguments: ["roles: [web, kitchen]\n", behindAPI + "roles: [web, api]\n", "roles: [prepare]\nprepare: false\n"])
    func rolesThatCannotBeAreRefused(yaml: String) async throws {
        let failure = await #expect(throws: SettingsFailure.self) { try await settings(yaml) }
        #expect(failure?.sentence.contains("roles") == true)
    }

    /// What a server with these roles answers, as whoever has a token of another server's.
    private func answers(_ roles: Set<ServerRole>, _ paths: [String]) async throws -> [String: Int] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinora-roles-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var flags = SettingsReader.Flags()
        flags.data = folder.path(percentEncoded: false)
        flags.log = "critical"
        flags.roles = roles.map(\.rawValue).joined(separator: ",")
        let house = try await House.open(flags)
        let token = try await house.tokens().create("test", scopes: [.documents, .readUsage], days: nil).secret.text
        let front = try await house.front(OwnAddress(house.settings))
        // A real socket, as a container's neighbour would ask.
        let answers = try await Application(router: front.gate.router(for: front.routes)).test(.live) { client in
            var answers: [String: Int] = [:]
            for path in paths {
                let answer = try await client.execute(uri: path, method: .get, headers: [.authorization: "Bearer \(token)"])
                answers[path] = Int(answer.status.code)
            }
            let port = try #require(client.port)
            #expect(try await HealthQuestion(host: "127.0.0.1", port: port).status(of: "/ready") == 200)
            return answers
        }
        try await house.close()
        return answers
    }

    @Test(
        arguments: [
            ([.web], ["/login": 200, "/api/films": 404, "/api/watches": 404]),
            ([.api], ["/login": 404, "/media/x/manifest.mpd": 404, "/api/films": 200, "/api/watches": 200, "/api/_changes": 200]),
            (
                [.usage],
                ["/login": 404, "/api/films": 404, "/api/members": 404, "/api/watches": 200, "/api/progress": 200, "/api/_changes": 403]
            ),
            ([.prepare], ["/login": 404, "/api/films": 404, "/health": 200]),
            ([.web, .api], ["/login": 200, "/api/films": 200]),
            ([.web, .usage], ["/login": 200, "/api/films": 404, "/api/watches": 200]),
            ([.api, .usage, .prepare], ["/login": 404, "/api/films": 200, "/api/watches": 200]),
        ] as [(Set<ServerRole>, [String: Int])])
    func eachCombinationAnswersItsOwn(roles: Set<ServerRole>, expected: [String: Int]) async throws {
        #expect(try await answers(roles, Array(expected.keys)) == expected)
    }

    @Test func whoAsksWhereNobodyIsGetsASentence() async throws {
        let failure = await #expect(throws: NotReady.self) { try await HealthQuestion(host: "127.0.0.1", port: 1).status(of: "/ready") }
        #expect(failure?.sentence.contains("running") == true)
        #expect(HealthQuestion.status(in: "HTTP/1.1 200 OK\r\nServer: x") == 200)
        #expect(HealthQuestion.status(in: "SSH-2.0-x\r\n") == nil)
    }
}
