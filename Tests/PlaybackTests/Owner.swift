import Foundation
import Subprocess
import Synchronization
import SystemPackage

/// The owner of the houses that tests run. Other programs that are told an address of such a house come as this owner.
enum Owner {
    static let address = "owner@example.org"
    static let password = "a lamp in the projection room"

    private static let cookies = Mutex<[String: String]>([:])

    /// Makes the owner's account, where it is not there yet.
    static func move(into program: KinoraProgram, besides words: [String] = []) async throws {
        try await add(address, name: "Owner", role: "owner", to: program, besides: words)
    }

    /// Makes an account with the owner's password, where it is not there yet.
    static func add(
        _ address: String, name: String, role: String, to program: KinoraProgram, besides words: [String] = []
    ) async throws {
        let outcome = try await Subprocess.run(
            .path(FilePath(KinoraProgram.binary)),
            arguments: Arguments(["members", "add", address, "--name", name, "--role", role, "--data", program.data.path] + words),
            environment: program.childEnvironment, input: .string(password + "\n"), output: .string(limit: 100_000),
            error: .string(limit: 100_000))
        guard outcome.terminationStatus.isSuccess || outcome.standardError.contains("already") else {
            throw ToolFailure(message: "the account of \(name): \(outcome.standardError)")
        }
    }

    /// Signs in at a running house.
    /// - Parameter house: `http://localhost:8080`.
    static func signIn(at house: String) async throws {
        let outcome = try await Tool.run(
            "curl",
            [
                "-s", "-i", "-H", "Origin: \(house)", "--data-urlencode", "email=\(address)", "--data-urlencode", "password=\(password)",
                "\(house)/login",
            ])
        guard let cookie = outcome.output.firstMatch(of: /(?i)set-cookie: (__Host-kinora=[^;\r\n]+)/) else {
            throw ToolFailure(message: "nobody was signed in at \(house): \(outcome.output.prefix(400))")
        }
        cookies.withLock { $0[house] = String(cookie.1) }
    }

    /// The cookie for a house, as `name=value`; nil where nobody signed in.
    static func cookie(for url: String) -> String? {
        cookies.withLock { cookies in cookies.first { url == $0.key || url.hasPrefix($0.key + "/") }?.value }
    }
}
