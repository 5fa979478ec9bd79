import Foundation
import Subprocess
import Synchronization
import SystemPackage
import Testing

/// One `kinora serve` for all tests that need a server: it makes the demo library, prepares it and serves it, once for the whole run.
///
/// The server is a child that dies with this process (`setpriv --pdeathsig`), so that no test run leaves one behind.
struct DemoServer: Sendable {
    let program: KinoraProgram
    let address: String

    private static let starting = Mutex<Task<DemoServer, any Error>?>(nil)

    /// The running server with everything prepared; started at the first call.
    static func prepared() async throws -> DemoServer {
        let task = starting.withLock { task in
            let running = task ?? Task { try await start() }
            task = running
            return running
        }
        return try await task.value
    }

    private static func start() async throws -> DemoServer {
        let program = try KinoraProgram.inNewFolder()
        let made = try await program.run(["demo", "--into", program.library.path], withFolders: false)
        try #require(made.code == 0, "\(made.error)")

        try await Owner.move(into: program)
        let log = program.folder.appendingPathComponent("serve.log")
        let output = try FileDescriptor.open(
            FilePath(log.path), .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite])
        let errors = try FileDescriptor.open(
            FilePath(log.path + ".err"), .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite])
        // Owned by the test process: it ends when that does.
        Task {
            try await Subprocess.run(
                .path("/usr/bin/setpriv"),
                arguments: [
                    "--pdeathsig", "KILL", KinoraProgram.binary, "serve", "--port", "0", "--data", program.data.path, "--library",
                    program.library.path,
                ],
                environment: program.childEnvironment, output: .fileDescriptor(output, closeAfterSpawningProcess: true),
                error: .fileDescriptor(errors, closeAfterSpawningProcess: true))
        }
        let address = try await announced(in: log)
        try await Owner.signIn(at: address)
        try await waitUntilPrepared(program)
        try await waitUntilSettled(address)
        return DemoServer(program: program, address: address)
    }

    /// Pictures for pages are made after the films; a page that stays the same for a while has all of them.
    private static func waitUntilSettled(_ address: String) async throws {
        var last = ""
        for _ in 0..<60 {
            let page = try await RunningHouse.get(address + "/")
            if page == last { return }
            last = page
            try await Task.sleep(for: .seconds(3))
        }
    }

    /// The address in the one line that `kinora serve` prints.
    static func announced(in log: URL) async throws -> String {
        for _ in 0..<300 {
            let text = try String(contentsOf: log, encoding: .utf8)
            if let start = text.range(of: "http://"), let end = text[start.lowerBound...].firstIndex(where: \.isWhitespace) {
                return String(text[start.lowerBound..<end])
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw ToolFailure(message: "kinora serve did not announce its address within 30 seconds")
    }

    private static func waitUntilPrepared(_ program: KinoraProgram) async throws {
        for _ in 0..<900 {
            let jobs = try await program.jobs()
            if let failed = jobs.first(where: { $0.state == "failed" }) {
                throw ToolFailure(message: "\(failed.label) failed: \(failed.reason ?? "")")
            }
            if jobs.count == 7, jobs.allSatisfy({ $0.state == "done" }) { return }
            try await Task.sleep(for: .seconds(1))
        }
        throw ToolFailure(message: "the demo library was not prepared within fifteen minutes")
    }
}
