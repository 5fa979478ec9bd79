import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraPreparation

/// Do the data folder and the documents fit together?
struct StrayChecks: Sendable {
    let settings: Settings
    /// Whether the owner asked to mend what can be mended.
    let isRepairing: Bool

    func findings() async -> [Finding] {
        // Without documents there is nothing to compare with; whether they can be had is another check's finding.
        if case .sqlite(let path) = settings.engine, !FileManager.default.fileExists(atPath: path) { return [] }
        do {
            let house = try await House.open(settings)
            defer { Task { try? await house.close() } }
            return try await findings(house.inventory)
        } catch {
            return []
        }
    }

    private func findings(_ inventory: Inventory) async throws -> [Finding] {
        let strays = try await inventory.look()
        guard isRepairing else { return Self.findings(strays) }
        let mended = try await inventory.repair(strays)
        return Self.mended(mended) + Self.findings(strays.filter { !mended.contains($0) })
    }

    private static func findings(_ strays: [Stray]) -> [Finding] {
        let found = Stray.Kind.allCases.compactMap { kind in finding(kind, strays.filter { $0.kind == kind }) }
        return found.isEmpty ? [.fine("packages", "the data folder and the catalogue fit together")] : found
    }

    private static let repair = "kinora doctor --repair"

    private static func finding(_ kind: Stray.Kind, _ strays: [Stray]) -> Finding? {
        guard let first = strays.first else { return nil }
        let list = list(strays)
        switch kind {
        case .package:
            return .warning("packages", "no title plays \(list)", do: "Remove them with: \(repair)")
        case .lost:
            return .broken(
                "packages", "\(list) cannot be played. \(first.problem ?? "")", do: "Have it prepared again with: \(repair)")
        case .lostForGood:
            return .broken(
                "packages", "\(list) cannot be played, and the original is not in its library. \(first.problem ?? "")",
                do: "Put the data folder's packages back from a backup, or the film's file into its library; then scan it.")
        case .work:
            return .warning("work", "left behind by jobs that are over: \(list)", do: "A worker removes it when it starts; or: \(repair)")
        case .picture:
            return .warning("artwork", "no title shows \(list)", do: "It is removed within a day by itself; at once with: \(repair)")
        case .leftover:
            return .warning("leftovers", "a process was ended in the middle of: \(list)", do: "Remove it with: \(repair)")
        case .kept:
            return .fine("packages", "superseded, and kept for those who are watching: \(list)")
        case .stranger:
            return .warning("data folder", "not Kinora's, and left alone: \(list)", do: "Move it elsewhere if it is yours.")
        }
    }

    private static func mended(_ strays: [Stray]) -> [Finding] {
        Stray.Kind.allCases.compactMap { kind in
            let those = strays.filter { $0.kind == kind }
            guard !those.isEmpty else { return nil }
            return .fine("repaired", (kind == .lost ? "put in the queue again: " : "removed: ") + list(those))
        }
    }

    /// Names that are told; the rest is counted.
    private static let mostNames = 3

    private static func list(_ strays: [Stray]) -> String {
        let names = strays.prefix(mostNames).map { $0.name.onOneLine(atMost: 120) }.joined(separator: ", ")
        let more = strays.count > mostNames ? " and \(strays.count - mostNames) more" : ""
        let size = strays.reduce(0) { $0 + $1.size }
        return names + more + (size > 0 ? " (\(spoken(size)))" : "")
    }

    private static func spoken(_ bytes: Int64) -> String {
        if bytes < 1_000_000 { return "\((bytes + 999) / 1000) kB" }
        if bytes < 1_000_000_000 { return "\(bytes / 1_000_000) MB" }
        return "\(bytes / 1_000_000_000).\(bytes / 100_000_000 % 10) GB"
    }
}
