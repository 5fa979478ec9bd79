import Foundation
import KinoraPreparation

/// A program that Kinora runs: found once by name, or where the owner says it stands.
package struct Tool: Hashable, Sendable {
    package var name: String
    /// The Debian package that brings it.
    package var package: String
    /// Where it stands, when it is not to be looked for.
    package var path: String?

    package init(_ name: String, package: String, path: String? = nil) {
        self.name = name
        self.package = package
        self.path = path
    }

    package static func ffmpeg(at path: String? = nil) -> Tool { Tool("ffmpeg", package: "ffmpeg", path: path) }
    package static func ffprobe(at path: String? = nil) -> Tool { Tool("ffprobe", package: "ffmpeg", path: path) }
    static let setpriv = Tool("setpriv", package: "util-linux")
    static let prlimit = Tool("prlimit", package: "util-linux")
    static let nice = Tool("nice", package: "coreutils")

    /// The program's absolute path.
    /// - Throws: `Trouble.toolMissing`.
    package func resolved() throws -> String {
        let candidates = path.map { [$0] } ?? Self.folders.map { "\($0)/\(name)" }
        guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            throw Trouble.toolMissing(name: name, package: package)
        }
        return found
    }

    private static let folders: [String] = {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        return path.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
    }()
}
