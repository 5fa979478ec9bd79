import Foundation
import KinoraKernel
import KinoraRecommendation
import Logging

/// The file of the graph in the data folder. It may be deleted at any time: then the graph is made of the documents.
struct GraphSnapshot: Sendable {
    let file: URL
    let log: Logger

    /// What was written last, and the place in the change feed that it stands for. Nil where there is nothing that can be used; a broken file
    /// is told of.
    func read() -> sending (RecommendationEngine, FactPosition)? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        do {
            let engine = try Snapshot.read(file)
            return FactPosition(engine.position).map { (engine, $0) }
        } catch {
            let reason = (error as? SnapshotDefect)?.sentence ?? "The snapshot of the recommendations cannot be read: \(error)"
            log.warning("\(reason)", metadata: ["file": "\(file.path)"])
            return nil
        }
    }

    /// - Returns: whether it is on the disk.
    func write(_ bytes: Data) async -> Bool {
        do {
            try await BlockingWork.run { [file] _ in try Snapshot.write(bytes, to: file) }
            return true
        } catch {
            log.warning("The snapshot of the recommendations cannot be written", metadata: ["reason": "\(error)"])
            return false
        }
    }

    /// Removes what was written, where somebody is erased while no server runs that would write it anew.
    func discard() {
        try? FileManager.default.removeItem(at: file)
    }
}
