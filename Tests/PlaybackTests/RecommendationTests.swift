import Foundation
import Testing

/// Three films served by the real program: what is recommended, looked at in Debian's Chromium (`Tests/Browser/recommending.py`), told at the
/// command line, and told again after the server was killed.
@Suite("What a running house recommends", .serialized, .timeLimit(.minutes(20)))
struct RecommendationTests {
    @Test func whatWasWatchedIsRecommendedFromAndSurvivesAKill() async throws {
        let program = try KinoraProgram.inNewFolder(["KINORA_SETTLE_SECONDS": "0", "KINORA_SCAN_SECONDS": "1"])
        defer { program.remove() }
        try await make("Cléo (1962)", by: "Agnès Varda", genre: "Drama", seconds: 12, in: program)
        try await make("The Gleaners (2000)", by: "Agnès Varda", genre: "Documentary", seconds: 13, in: program)
        try await make("Slow Harbour (2021)", by: "Ida Lindqvist", genre: "Comedy", seconds: 14, in: program)
        let prepared = try await program.run(["prepare", "--once"])
        try #require(prepared.code == 0 && program.packages().count == 3, "\(prepared.error)")

        do {
            let house = try await RunningHouse(program, ["--no-prepare"])
            defer { house.stop() }
            let outcome = try await Tool.script(
                "Tests/Browser/recommending.py",
                [house.address] + (ProcessInfo.processInfo.environment["KINORA_PICTURES"].map { [$0] } ?? []),
                environment: ["KINORA_EMAIL": Owner.address, "KINORA_PASSWORD": Owner.password])
            #expect(outcome.succeeded, "\(outcome.output)\n\(outcome.error)")
        }

        let told = try await program.run(["recommend", "--profile", "Owner"])
        #expect(told.code == 0 && told.output.contains("The Gleaners: By Agnès Varda, who directed Cléo"), "\(told.output)\(told.error)")
        let like = try await program.run(["recommend", "--title", "Cléo", "--json"])
        #expect(like.code == 0 && like.output.contains("\"title\" : \"The Gleaners\""), "\(like.output)\(like.error)")
        let nobody = try await program.run(["recommend", "--profile", "Nobody"])
        #expect(nobody.code == 1 && nobody.error.contains("no profile"))

        // A snapshot stands when the first server is up; what is watched then is in no snapshot when it is killed.
        let (first, address) = try await serve(program)
        try await Owner.signIn(at: address)
        let cookie = try #require(Owner.cookie(for: address))
        try await watch("Slow Harbour", at: address, cookie)
        let before = try await rows(at: address, cookie)
        let shown = try await RunningHouse.get("\(address)/", ["-H", "Cookie: \(cookie)"])
        let row = try #require(shown.firstMatch(of: /aria-labelledby="row-recommended-[\s\S]*?href="(\/films\/[^"]+)"/))
        let played = try await self.played(at: address, cookie)
        kill(first.processIdentifier, SIGKILL)
        first.waitUntilExit()
        #expect(!before.isEmpty)

        let (second, again) = try await serve(program)
        defer {
            second.terminate()
            second.waitUntilExit()
        }
        // The browser opened it from its row in the first of three processes; the second was killed; it is played in the third, and counts.
        let film = row.output.1.split(separator: "/").last ?? ""
        _ = try await RunningHouse.get("\(again)/watch/film/\(film)", ["-H", "Cookie: \(cookie)"])
        #expect(try await self.played(at: again, cookie) == played + 1)

        var after: [String] = []
        // Nothing is said until the graph is read.
        for _ in 0..<600 where after.isEmpty {
            after = try await rows(at: again, cookie)
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(after == before)
    }

    /// Headings, titles and reasons of the rows that are for the owner.
    private func rows(at house: String, _ cookie: String) async throws -> [String] {
        let page = try await RunningHouse.get("\(house)/", ["-H", "Cookie: \(cookie)"])
        return page.matches(of: /<section class="row" aria-labelledby="row-recommended-[\s\S]*?<\/section>/).map { row in
            row.0.matches(of: /<h2[^>]*>.*?<\/h2>|<span class="card-(title|reason)">.*?<\/span>/).map { String($0.0) }.joined(
                separator: "\n")
        }
    }

    /// How often recommended titles were started this week, as the owner's page says; looking at it writes down what was noted until then.
    private func played(at house: String, _ cookie: String) async throws -> Int {
        let page = try await RunningHouse.get("\(house)/dashboard/recommendations", ["-H", "Cookie: \(cookie)"])
        let week = try #require(page.firstMatch(of: /id="recommended-week"[\s\S]*?<\/table>/)).0
        return week.matches(of: /<th scope="row"><bdi>(?!All)[^<]*<\/bdi><\/th>.*?data-label="Started">(\d+)/).reduce(0) {
            $0 + (Int($1.output.1) ?? 0)
        }
    }

    private func watch(_ title: String, at house: String, _ cookie: String) async throws {
        let films = try await RunningHouse.get("\(house)/films", ["-H", "Cookie: \(cookie)"])
        let pattern = try Regex<(Substring, Substring)>(#"<a href="/films/([^"]+)">(?:(?!</a>)[\s\S])*"# + title)
        let film = try #require(films.firstMatch(of: pattern)?.output.1)
        for number in 0..<3 {
            let form = "sitting=abcdefgh&number=\(number)&seconds=1&position=\(3 * (number + 1))"
            _ = try await RunningHouse.get(
                "\(house)/watched/film/\(film)", ["-H", "Cookie: \(cookie)", "-H", "Origin: \(house)", "--data", form])
        }
    }

    /// A server that no one but this test ends.
    private func serve(_ program: KinoraProgram) async throws -> (Process, String) {
        let log = program.folder.appendingPathComponent("serve-\(UUID().uuidString).log")
        try Data().write(to: log)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: KinoraProgram.binary)
        process.arguments = ["serve", "--port", "0", "--no-prepare", "--data", program.data.path]
        process.environment = ProcessInfo.processInfo.environment.merging(program.environment) { $1 }
        let output = try FileHandle(forWritingTo: log)
        process.standardOutput = output
        process.standardError = output
        try process.run()
        do {
            return (process, try await DemoServer.announced(in: log))
        } catch {
            kill(process.processIdentifier, SIGKILL)
            throw error
        }
    }

    /// - Parameter seconds: each its own, for two files with the same bytes are one film.
    private func make(_ name: String, by director: String, genre: String, seconds: Int, in program: KinoraProgram) async throws {
        try await Tool.film(seconds: seconds, at: program.library.appendingPathComponent("\(name).mkv"))
        let nfo = "<movie><director>\(director)</director><genre>\(genre)</genre></movie>"
        try nfo.write(to: program.library.appendingPathComponent("\(name).nfo"), atomically: true, encoding: .utf8)
    }
}
