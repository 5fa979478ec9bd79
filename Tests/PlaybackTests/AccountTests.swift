import Foundation
import Testing

@Suite("Members come and go, in a browser", .timeLimit(.minutes(15)))
struct AccountTests {
    @Test func everyErrandOfAnAccountIsDoneByClicking() async throws {
        let program = try KinoraProgram.inNewFolder()
        defer { program.remove() }
        let house = try await RunningHouse(program, ["--no-prepare"], owner: false)
        defer { house.stop() }

        let outcome = try await Tool.script(
            "Tests/Browser/accounts.py", environment: ["KINORA_BASE": house.address, "KINORA_WELCOME": try await house.welcome()])

        #expect(outcome.succeeded, "\(outcome.output)\n\(outcome.error)")
    }

    @Test func oneTakesOnesDataAlongClosesTheAccountAndIsErased() async throws {
        let program = try KinoraProgram.inNewFolder()
        defer { program.remove() }
        let house = try await RunningHouse(program, ["--no-prepare"], owner: false)
        defer { house.stop() }

        let outcome = try await Tool.script(
            "Tests/Browser/account_data.py", environment: ["KINORA_BASE": house.address, "KINORA_WELCOME": try await house.welcome()])

        #expect(outcome.succeeded, "\(outcome.output)\n\(outcome.error)")
        #expect(house.log.contains("An account was erased") && !house.log.contains("ida@example.org"))
        let kept = try await program.run(["export"]).output
        #expect(kept.contains("olga@example.org") && kept.contains("erasures"))
        #expect(!kept.contains("ida@example.org") && !kept.contains("Ida"))
    }

    @Test func theHouseKeepsItsSecretsToItself() async throws {
        let program = try KinoraProgram.inNewFolder()
        defer { program.remove() }
        let house = try await RunningHouse(program, ["--no-prepare"])
        house.stop()

        let keys = program.data.appendingPathComponent("keys").path
        let attributes = try FileManager.default.attributesOfItem(atPath: keys)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let key = try #require(try String(contentsOfFile: keys, encoding: .utf8).split(separator: "\n").last)
        #expect(key.count == 64)
        #expect(try await !program.run(["doctor"]).output.contains(keys), "the file is one of the house's own")
        #expect(!house.log.contains(key) && !house.log.contains(Owner.password))
    }

    @Test(arguments: [
        ("members", "add", "nobody"), ("members", "role", "nobody@example.org"), ("members", "reset-link", "nobody@example.org"),
    ])
    func whatCannotBeDoneIsSaidOnOneLine(words: (String, String, String)) async throws {
        let program = try KinoraProgram.inNewFolder()
        defer { program.remove() }
        let rest = words.1 == "role" ? ["member"] : []
        let outcome = try await program.run([words.0, words.1, words.2] + rest)
        #expect(outcome.code == 1 || outcome.code == 64)
        #expect(!outcome.error.isEmpty && outcome.output.isEmpty)
    }
}
