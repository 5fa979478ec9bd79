import Foundation
import KinoraKernel
import KinoraWebsite
import Subprocess
import SystemPackage

/// WeasyPrint (Debian's package `weasyprint`): makes PDF of HTML, as W3C's paged media say. Each page takes a processor for a second; so few are
/// made at once, others wait, and whoever finds too many waiting is told to come again.
struct WeasyPrint: PaperPrinter {
    private struct Desk: Sendable {
        var working = 0
        var waiting = 0
    }

    private let program: String
    private let desk = Bell(Desk())

    static let mostAtOnce = 2
    static let mostWaiting = 20
    private static let mostBytes = 8_000_000
    /// Longer is no invoice's.
    private static let patience = Duration.seconds(60)

    /// Nil where it is not installed.
    init?(path: String? = ProcessInfo.processInfo.environment["PATH"]) {
        let folders = (path ?? "/usr/local/bin:/usr/bin").split(separator: ":")
        guard let program = folders.lazy.map({ "\($0)/weasyprint" }).first(where: FileManager.default.isExecutableFile) else { return nil }
        self.program = program
    }

    var patience: Duration { Self.patience + .seconds(10) }

    func pdf(of html: String, style: String) async throws -> [UInt8] {
        let program = program
        return try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask {
                try await begin()
                defer { desk.ring { $0.working -= 1 } }
                let result = try await Subprocess.run(
                    .path(FilePath(program)), arguments: ["--quiet", "--encoding", "utf-8", "--stylesheet", style, "-", "-"],
                    input: .string(html), output: .bytes(limit: Self.mostBytes), error: .discarded)
                guard result.terminationStatus.isSuccess, result.standardOutput.starts(with: Array("%PDF-".utf8)) else {
                    throw NotPrinted()
                }
                return result.standardOutput
            }
            group.addTask {
                try await Task.sleep(for: Self.patience)
                throw NotPrinted()
            }
            defer { group.cancelAll() }
            guard let bytes = try await group.next() else { throw NotPrinted() }
            return bytes
        }
    }

    /// Waits for its turn.
    /// - Throws: `NotPrinted` where too many wait, `CancellationError`.
    private func begin() async throws {
        let mayWait = desk.withState { desk in
            guard desk.waiting < Self.mostWaiting else { return false }
            desk.waiting += 1
            return true
        }
        guard mayWait else { throw NotPrinted() }
        defer { desk.withState { $0.waiting -= 1 } }
        while !take() {
            await desk.wait { $0.working < Self.mostAtOnce }
            try Task.checkCancellation()
        }
    }

    private func take() -> Bool {
        desk.withState { desk in
            guard desk.working < Self.mostAtOnce else { return false }
            desk.working += 1
            return true
        }
    }
}

/// No PDF came of a page.
struct NotPrinted: ExplainedComplaint {
    var explanation: Explanation { "The PDF could not be made. Print the page itself, or try again later." }
}
