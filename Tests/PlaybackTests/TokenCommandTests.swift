import Foundation
import Testing

@Suite("kinora tokens", .timeLimit(.minutes(10)))
struct TokenCommandTests {
    private struct Line: Decodable {
        var name: String
        var scopes: [String]
        var prefix: String
        var expiresAt: String?
        var token: String?
    }

    private func lines(_ program: KinoraProgram) async throws -> [Line] {
        try JSONDecoder().decode([Line].self, from: Data(try await program.run(["tokens", "list", "--json"]).output.utf8))
    }

    @Test func aTokenIsMadeShownOnceListedAndRevoked() async throws {
        let program = try KinoraProgram.inNewFolder()
        defer { program.remove() }

        let made = try await program.run(["tokens", "create", "site", "--scope", "catalogue:read", "--scope", "usage:read", "--days", "9"])
        let again = try await program.run(["tokens", "create", "site", "--scope", "documents"])
        let listed = try await lines(program)
        let table = try await program.run(["tokens"])
        let revoked = try await program.run(["tokens", "revoke", "site"])

        #expect(
            made.code == 0 && made.output.hasPrefix("kinora_") && made.output.count == 72 && made.error.contains("cannot be shown again"))
        #expect(again.code == 1 && again.error.contains("already a token called site"))
        #expect(listed.map(\.name) == ["site"] && listed.first?.scopes == ["catalogue:read", "usage:read"])
        #expect(listed.first?.token == nil && listed.first?.expiresAt != nil)
        #expect(made.output.hasPrefix(listed.first?.prefix ?? "none"))
        #expect(table.output.contains("site") && !table.output.contains(made.output.dropLast()))
        #expect(revoked.code == 0 && revoked.output == "Revoked: site\n")
        #expect(try await lines(program).isEmpty)
        #expect(try await program.run(["tokens", "revoke", "site"]).code == 1)
    }

    @Test func theServedAPITakesTheTokenAndRefusesEverybodyElse() async throws {
        let program = try KinoraProgram.inNewFolder()
        defer { program.remove() }
        let token = try await program.run(["tokens", "create", "site", "--scope", "catalogue:read"]).output.dropLast()
        let house = try await RunningHouse(program)
        defer { house.stop() }
        func status(_ words: [String], _ path: String = "/api/films") async throws -> String {
            try await Tool.run("curl", ["-s", "-o", "/dev/null", "-w", "%{http_code}"] + words + [house.address + path]).output
        }

        #expect(try await RunningHouse.get(house.address + "/api/films", ["-H", "Authorization: Bearer \(token)"]) == "[]")
        #expect(try await status(["-u", "anyone:\(token)"]) == "200")
        #expect(try await status([]) == "401")
        #expect(try await status(["-H", "Authorization: Bearer \(token)x"]) == "401")
        #expect(try await status([], "/api/films?access_token=\(token)") == "400")
        #expect(try await status(["-H", "Authorization: Bearer \(token)"], "/api/tokens") == "404")
        #expect(try await status(["-X", "POST", "-H", "Sec-Fetch-Site: cross-site"], "/api/films") == "403")
        // The pages keep their own door.
        #expect(try await status(["-X", "POST"], "/preparation") != "200")

        #expect(try await program.run(["tokens", "revoke", "site"]).code == 0)
        #expect(try await status(["-H", "Authorization: Bearer \(token)"]) == "401")
    }

    @Test(arguments: [
        ["create", "x"], ["create", "x", "--scope", "everything"], ["create", "--scope", "documents"],
        ["create", "x", "--scope", "documents", "--days", "many"],
        ["revoke"],
    ])
    func wrongUsageExitsWith64(words: [String]) async throws {
        let program = try KinoraProgram.inNewFolder()
        defer { program.remove() }

        #expect(try await program.run(["tokens"] + words, withFolders: false).code == 64)
    }
}
