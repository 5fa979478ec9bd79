import Foundation
import KinoraKernel
import KinoraWebsite
import Subprocess
import SystemPackage

/// WeasyPrint (Debian's package `weasyprint`): makes PDF of HTML, as W3C's paged media say.
struct WeasyPrint: PaperPrinter {
    private let program: String

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
}

/// No PDF came of a page.
struct NotPrinted: ExplainedComplaint {
    var explanation: Explanation { "The PDF could not be made. Print the page itself, or try again later." }
}
