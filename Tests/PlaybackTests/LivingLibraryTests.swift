import Foundation
import Subprocess
import SystemPackage
import Testing

/// People rename, move, delete, replace and unplug while Kinora serves; the pages have to stay right.
@Suite("A library lives while it is served", .timeLimit(.minutes(10)))
struct LivingLibraryTests {
    @Test func titlesStayRightWhateverHappensToTheFiles() async throws {
        let program = try KinoraProgram.inNewFolder(["KINORA_CHUNK_SECONDS": "4"])
        defer { program.remove() }
        let library = Shelves(program.library)
        let film = "Harbour Lights (2021).mkv"
        try await Tool.film(seconds: 2, size: "160x90", at: library.url(film))
        try await Tool.film(seconds: 2, size: "160x90", rate: "24", at: library.url("Night Ferry/Season 1/Night Ferry S01E01.mkv"))

        try await program.serving { address, log in
            let pages = Pages(address: address)
            try await pages.wait(for: "/films", toHold: ["Harbour Lights"])
            try await pages.wait(for: "/series", toHold: ["Night Ferry"])
            let place = try #require(try await pages.get("/films").firstMatch(of: /href="(\/films\/[^"\/?]+)"/)?.1)
            let filmPage = String(place)

            // Renamed: another title at the same address.
            try library.move(film, "Lantern (2022).mkv")
            try await pages.wait(for: "/films", toHold: ["Lantern"], butNot: ["Harbour Lights"])
            try await pages.wait(for: filmPage, toHold: ["Lantern", "2022"])

            // Moved to another folder, with an NFO file and a poster that come later.
            try library.move("Lantern (2022).mkv", "Films/Lantern (2022)/Lantern (2022).mkv")
            try await program.wait { $0.contains { $0.path == "Films/Lantern (2022)/Lantern (2022).mkv" && $0.state == "done" } }
            try library.write("Films/Lantern (2022)/movie.nfo", "<movie><title>Lantern</title><plot>A lamp in the fog.</plot></movie>")
            try await pages.wait(for: filmPage, toHold: ["A lamp in the fog."])

            // Gone and back again.
            try library.move("Films/Lantern (2022)/Lantern (2022).mkv", "../aside.mkv")
            try await pages.wait(for: filmPage, toHold: ["The original file is gone"])
            #expect(try await pages.get("/films").contains("Lantern"))
            try library.move("../aside.mkv", "Films/Lantern (2022)/Lantern (2022).mkv")
            try await pages.wait(for: filmPage, toHold: ["Lantern"], butNot: ["The original file is gone"])

            // Other content under the same name: in the end there is one version, the new one.
            try await Tool.film(seconds: 3, size: "160x90", rate: "30", at: program.folder.appendingPathComponent("better.mkv"))
            try library.replace("Films/Lantern (2022)/Lantern (2022).mkv", by: "../better.mkv")
            try await program.wait { $0.count == 2 && $0.allSatisfy { $0.state == "done" } && program.packages().count == 3 }
            try await pages.wait(for: filmPage, toHold: ["A lamp in the fog."], butNot: ["The original file is gone", "Version 2"])

            // The disk is unplugged, its folder left empty, and it comes back.
            let before = try await (pages.get("/films"), pages.get("/series"), pages.get(filmPage))
            try library.unplug()
            try await log.wait(for: "folder cannot be used")
            try library.leaveEmpty()
            try await log.wait(for: "The folder is empty")
            #expect(try await (pages.get("/films"), pages.get("/series"), pages.get(filmPage)) == before)
            try library.plugIn()
            try library.move("Night Ferry/Season 1/Night Ferry S01E01.mkv", "Night Ferry/Season 2/Night Ferry S02E03.mkv")
            let series = try #require(try await pages.get("/series").firstMatch(of: /href="(\/series\/[^"\/?]+)"/)?.1)
            try await pages.wait(for: "\(series)/season/2", toHold: ["Night Ferry"])
            #expect(try await (pages.get("/films"), pages.get(filmPage)) == (before.0, before.2))
        }

        // Read-only, all is known and nothing to do; and nothing was ever written there.
        try library.permit(folders: 0o555, files: 0o444)
        defer { try? library.permit(folders: 0o755, files: 0o644) }
        let outcome = try await program.run(["scan"])
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("2 videos, 2 known and unchanged, nothing to do"), "\(outcome.output)")
        #expect(
            try library.contents() == [
                "Films/Lantern (2022)/Lantern (2022).mkv", "Films/Lantern (2022)/movie.nfo", "Night Ferry/Season 2/Night Ferry S02E03.mkv",
            ])
    }

    @Test func aLibraryThatWasEmptiedOnPurposeIsAcceptedOnlyWhenTheOwnerSaysSo() async throws {
        let program = try KinoraProgram.inNewFolder()
        defer { program.remove() }
        let file = program.library.appendingPathComponent("Harbour Lights (2021).mkv")
        try Data("No film, but a file.".utf8).write(to: file)
        _ = try await program.run(["prepare", "--once"])
        try FileManager.default.removeItem(at: file)

        let refused = try await program.run(["prepare", "--once"])
        #expect(refused.error.contains("--accept-missing"))
        #expect(try await program.jobs().count == 1)
        #expect(try await program.run(["scan"]).output.contains("Nothing would be changed"))
        #expect(try await program.run(["scan", "--accept-missing"]).output.contains("Missing"))

        let accepted = try await program.run(["prepare", "--once", "--accept-missing"])
        #expect(accepted.code == 0, "\(accepted.error)")
        #expect(try await program.jobs().isEmpty)
        #expect(try await program.run(["prepare", "--accept-missing"]).code == 64)
    }
}

/// The library as its owner handles it.
private struct Shelves {
    let root: URL
    private var files: FileManager { .default }

    init(_ root: URL) {
        self.root = root
    }

    func url(_ path: String) -> URL { root.appendingPathComponent(path).standardizedFileURL }

    func move(_ from: String, _ to: String) throws {
        try files.createDirectory(at: url(to).deletingLastPathComponent(), withIntermediateDirectories: true)
        try files.moveItem(at: url(from), to: url(to))
    }

    func replace(_ path: String, by other: String) throws {
        guard rename(url(other).path, url(path).path) == 0 else { throw ToolFailure(message: "\(path) cannot be replaced") }
    }

    func write(_ path: String, _ text: String) throws {
        try Data(text.utf8).write(to: url(path))
    }

    private var elsewhere: URL { root.appendingPathExtension("unplugged") }

    func unplug() throws { try files.moveItem(at: root, to: elsewhere) }

    func leaveEmpty() throws { try files.createDirectory(at: root, withIntermediateDirectories: false) }

    func plugIn() throws {
        try files.removeItem(at: root)
        try files.moveItem(at: elsewhere, to: root)
    }

    func permit(folders: Int, files mode: Int) throws {
        for path in [""] + (try files.subpathsOfDirectory(atPath: root.path)) {
            var isFolder: ObjCBool = false
            _ = files.fileExists(atPath: url(path).path, isDirectory: &isFolder)
            try files.setAttributes([.posixPermissions: isFolder.boolValue ? folders : mode], ofItemAtPath: url(path).path)
        }
    }

    func contents() throws -> [String] {
        try files.subpathsOfDirectory(atPath: root.path).filter { $0.hasSuffix(".mkv") || $0.contains(".nfo") || $0.hasPrefix(".") }
            .sorted()
    }
}

/// The website as a visitor sees it.
private struct Pages {
    let address: String

    func get(_ path: String) async throws -> String {
        let outcome = try await Tool.run("curl", ["-sS", "--max-time", "10", address + path])
        guard outcome.succeeded else { throw ToolFailure(message: outcome.error) }
        return outcome.output
    }

    /// Looks again and again until a page shows what it has to.
    func wait(for path: String, toHold wanted: [String], butNot unwanted: [String] = []) async throws {
        var last = ""
        for _ in 0..<200 {
            last = try await get(path)
            if wanted.allSatisfy(last.contains), !unwanted.contains(where: last.contains) { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw ToolFailure(message: "\(path) should show \(wanted) and not \(unwanted): \(last)")
    }
}

/// What the server writes on standard error.
private struct ServerLog {
    let file: URL

    func wait(for text: String) async throws {
        for _ in 0..<200 {
            if try String(contentsOf: file, encoding: .utf8).contains(text) { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw ToolFailure(message: "the server did not say “\(text)”: \(try String(contentsOf: file, encoding: .utf8))")
    }
}

extension KinoraProgram {
    /// Runs `kinora serve` beside some work, and stops it when that ends.
    fileprivate func serving(_ work: @escaping @Sendable (String, ServerLog) async throws -> Void) async throws {
        try await Owner.move(into: self)
        let out = folder.appendingPathComponent("serve.log")
        let log = ServerLog(file: folder.appendingPathComponent("serve.err"))
        let output = try FileDescriptor.open(FilePath(out.path), .writeOnly, options: [.create], permissions: [.ownerReadWrite])
        let errors = try FileDescriptor.open(FilePath(log.file.path), .writeOnly, options: [.create], permissions: [.ownerReadWrite])
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                _ = try await Subprocess.run(
                    .path("/usr/bin/setpriv"),
                    arguments: [
                        "--pdeathsig", "KILL", Self.binary, "serve", "--port", "0", "--data", data.path, "--library", library.path,
                    ],
                    environment: childEnvironment, output: .fileDescriptor(output, closeAfterSpawningProcess: true),
                    error: .fileDescriptor(errors, closeAfterSpawningProcess: true))
            }
            group.addTask {
                let address = try await DemoServer.announced(in: out)
                try await Owner.signIn(at: address)
                try await work(address, log)
            }
            try await group.next()
            group.cancelAll()
        }
    }

    fileprivate func wait(until isRight: ([JobLine]) -> Bool) async throws {
        var last: [JobLine] = []
        for _ in 0..<100 {
            last = try await jobs()
            if isRight(last) { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw ToolFailure(message: "the queue does not come to what is expected: \(last)")
    }
}
