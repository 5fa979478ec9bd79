import Foundation
import KinoraMedia
import Testing

/// The demo library, prepared once on SQLite, served from other engines: a visitor sees no difference.
@Suite("The same house on every engine", .serialized, .timeLimit(.minutes(15)))
struct OtherEngineTests {
    private static let pages = ["/", "/films", "/series", "/search?q=harbour"]

    /// A house with the packages and pictures of the demo's, and no database.
    private func houseWithoutDatabase(_ demo: DemoServer, _ environment: [String: String]) throws -> KinoraProgram {
        let program = try KinoraProgram.inNewFolder(environment)
        try FileManager.default.createDirectory(at: program.data, withIntermediateDirectories: true)
        for name in ["packages", "artwork"] {
            let there = demo.program.data.appendingPathComponent(name)
            guard FileManager.default.fileExists(atPath: there.path) else { continue }
            try FileManager.default.createSymbolicLink(at: program.data.appendingPathComponent(name), withDestinationURL: there)
        }
        return program
    }

    /// Every page that the home page links to, and some bytes of a film, are the same at both addresses.
    private func expectSame(_ demo: DemoServer, _ other: RunningHouse) async throws {
        let home = try await RunningHouse.get(demo.address + "/")
        let links = Set(home.matches(of: /href="(\/(?:films|series|genres|people|watch)[^"]*)"/).map { String($0.1) })
        #expect(links.count > 5, "\(home.prefix(2000))")
        // While a house that was just opened makes its graph, nothing is recommended there.
        let first = try await titles(demo.address + "/")
        for _ in 0..<600 where try await titles(other.address + "/") != first {
            try await Task.sleep(for: .milliseconds(100))
        }
        for page in Self.pages + links.sorted() {
            let here = try await titles(demo.address + page)
            let there = try await titles(other.address + page)
            #expect(there == here, "\(page): \(Set(here).symmetricDifference(there))")
        }
        #expect(try await titles(demo.address + "/").count > 5)
        let package = try #require(demo.program.packages().first)
        let here = try await MediaGrant.folder(of: package.lastPathComponent, at: demo.address) + "/"
        let there = try await MediaGrant.folder(of: package.lastPathComponent, at: other.address) + "/"
        #expect(
            try await RunningHouse.get(there + "manifest.mpd")
                == RunningHouse.get(here + "manifest.mpd"))
        let contents = try PackageFile.read(in: package)
        let segment = (try #require(contents.video.first)).name + "/media.mp4"
        #expect(try await digest(there + segment) == digest(here + segment))
    }

    /// What a visitor reads: headings, links and the texts of pictures.
    private func titles(_ url: String) async throws -> [String] {
        let html = try await RunningHouse.get(url, MediaGrant.patience)
        return html.matches(of: /<h[1-6][^>]*>.*?<\/h[1-6]>|<a [^>]*href="[^"]*"|alt="[^"]*"/).map { String($0.0) }
    }

    private func digest(_ url: String) async throws -> String {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        _ = try await RunningHouse.get(url, ["-r", "1000-65000", "-o", file.path])
        let bytes = try Data(contentsOf: file)
        #expect(bytes.count > 1000)
        return bytes.base64EncodedString()
    }

    #if MongoDB
        @Test("served from MongoDB", .enabled(if: MongoProcess.isHere, MongoProcess.isMissing))
        func mongoDB() async throws {
            let demo = try await DemoServer.prepared()
            let server = try await MongoProcess()
            let program = try houseWithoutDatabase(demo, ["KINORA_MONGODB_URI": server.uri])
            let back = try KinoraProgram.inNewFolder()
            defer {
                server.stop()
                program.remove()
                back.remove()
            }

            // The demo's server runs while it is copied.
            let copied = try await program.run(["copy", "--from", demo.program.data.path, "--to", server.uri], withFolders: false)
            try #require(copied.code == 0, "\(copied.error)")
            #expect(copied.output.contains("are the same in"))
            let house = try await RunningHouse(program, ["--no-prepare"])
            defer { house.stop() }

            try await expectSame(demo, house)
            #expect(!FileManager.default.fileExists(atPath: program.data.appendingPathComponent("kinora.sqlite").path))

            let doctor = try await program.run(["doctor", "--port", "0"])
            #expect(doctor.output.contains("mongodb://127.0.0.1"), "\(doctor.output)")
        }

        @Test("SQLite to MongoDB and back gives the same bytes", .enabled(if: MongoProcess.isHere, MongoProcess.isMissing))
        func thereAndBack() async throws {
            let demo = try await DemoServer.prepared()
            let server = try await MongoProcess()
            let (first, back) = (try KinoraProgram.inNewFolder(), try KinoraProgram.inNewFolder())
            defer {
                server.stop()
                first.remove()
                back.remove()
            }

            // A still copy to begin with: the demo's own database goes on being written.
            for (from, to) in [(demo.program.data.path, first.data.path), (first.data.path, server.uri), (server.uri, back.data.path)] {
                let outcome = try await first.run(["copy", "--from", from, "--to", to], withFolders: false)
                try #require(outcome.code == 0, "\(outcome.error)")
            }

            let lines = try await CopyTests.export(of: first)
            #expect(lines.count > 20)
            #expect(try await CopyTests.export(of: back) == lines)
        }
        @Test("a backup of a house on MongoDB is restored into either engine", .enabled(if: MongoProcess.isHere, MongoProcess.isMissing))
        func backedUp() async throws {
            let server = try await MongoProcess()
            let there = try KinoraProgram.inNewFolder(["KINORA_MONGODB_URI": server.uri])
            let another = try KinoraProgram.inNewFolder(["KINORA_MONGODB_URI": server.uri.replacing("/kinora?", with: "/another?")])
            let file = try KinoraProgram.inNewFolder()
            defer {
                server.stop()
                for program in [there, another, file] { program.remove() }
            }
            for words in [["webhooks", "add", "https://example.org/kinora"], ["tokens", "create", "web", "--scope", "documents"]] {
                let outcome = try await there.run(words)
                try #require(outcome.code == 0, "\(outcome.error)")
            }
            let lines = try await CopyTests.export(of: there)
            #expect(lines.count > 2)

            let made = try await there.run(["backup", "--into", there.folder.appendingPathComponent("backups").path])
            try #require(made.code == 0, "\(made.error)")
            let backup = try #require(made.output.firstMatch(of: /\/[^ ]*kinora-[0-9TZ-]+/)).0
            #expect(FileManager.default.fileExists(atPath: "\(backup)/documents.jsonl"))
            for house in [file, another] {
                let restored = try await house.run(["restore", String(backup)])
                try #require(restored.code == 0, "\(restored.error)")
                #expect(try await CopyTests.export(of: house) == lines)
                #expect(
                    try Data(contentsOf: house.data.appendingPathComponent("keys"))
                        == Data(contentsOf: there.data.appendingPathComponent("keys")))
            }
            // Never over documents that are there.
            try FileManager.default.removeItem(at: another.data)
            let again = try await another.run(["restore", String(backup)])
            #expect(again.code == 1, "\(again.output)")
        }
    #else
        @Test("served from MongoDB", .disabled("built without MongoDB; build with --traits MongoDB"))
        func mongoDB() {}
    #endif

    @Test("served over HTTP from a house that has the database")
    func remote() async throws {
        let demo = try await DemoServer.prepared()
        let token = try await demo.program.run(["tokens", "create", "test-\(UUID().uuidString)", "--scope", "documents"])
        try #require(token.code == 0, "\(token.error)")
        let secret = token.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let environment = ["KINORA_VIDEO_API_URL": demo.address + "/api", "KINORA_VIDEO_API_TOKEN": secret]
        let program = try houseWithoutDatabase(demo, environment)
        defer { program.remove() }

        let house = try await RunningHouse(program, ["--library", demo.program.library.path])
        defer { house.stop() }

        try await expectSame(demo, house)
        #expect(!FileManager.default.fileExists(atPath: program.data.appendingPathComponent("kinora.sqlite").path))
        let doctor = try await program.run(["doctor", "--port", "0"])
        #expect(doctor.output.contains("\(demo.address)/api answers"), "\(doctor.output)")
        #expect(!(doctor.output + doctor.error).contains(secret))
    }

    @Test("a copy over HTTP gives the same bytes")
    func copyOverHTTP() async throws {
        let demo = try await DemoServer.prepared()
        let (there, back) = (try KinoraProgram.inNewFolder(), try KinoraProgram.inNewFolder())
        let house = try await RunningHouse(there, ["--no-prepare"], owner: false)
        defer {
            house.stop()
            there.remove()
            back.remove()
        }
        let token = try await there.run(["tokens", "create", "copy", "--scope", "documents"])
        let file = there.folder.appendingPathComponent("token").path
        try Data(token.output.utf8).write(to: URL(fileURLWithPath: file))

        let up = try await there.run(
            ["copy", "--from", demo.program.data.path, "--to", house.address + "/api", "--token-file-to", file], withFolders: false)
        try #require(up.code == 0, "\(up.error)")
        let down = try await there.run(
            ["copy", "--from", house.address + "/api", "--to", back.data.path, "--token-file-from", file], withFolders: false)
        try #require(down.code == 0, "\(down.error)")

        let lines = try await CopyTests.export(of: back)
        #expect(lines.count > 20)
        #expect(try await CopyTests.export(of: there).filter { !$0.contains(#""collection":"tokens""#) }.dropLast() == lines.dropLast())
    }
}
