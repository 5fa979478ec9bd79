import Foundation
import KinoraKernel
import KinoraRecommendation

/// A process that tests kill: it writes snapshots of a graph without end, and says on standard output what is on disk.
///
/// `snapshot-writer PATH PREFIX`: each snapshot holds one more watch of the profile `writer-PREFIX` than the one before; `PREFIX-NUMBER` is its
/// position in the change feed.
@main
struct SnapshotWriterProgram {
    /// Should nobody kill it.
    static let mostSnapshots = 5_000

    static func main() throws {
        guard CommandLine.arguments.count == 3 else {
            FileHandle.standardError.write(Data("usage: snapshot-writer PATH PREFIX\n".utf8))
            exit(64)
        }
        let (path, prefix) = (CommandLine.arguments[1], CommandLine.arguments[2])
        let engine = filled
        for number in 0..<mostSnapshots {
            engine.take(WatchFact(profile: "writer-\(prefix)", title: "t\(number)", at: Moment(milliseconds: 1_800_000_000_000)))
            engine.position = "\(prefix)-\(number)"
            try Snapshot.write(engine, to: URL(fileURLWithPath: path))
            FileHandle.standardOutput.write(Data("\(number)\n".utf8))
        }
    }

    /// A graph that takes several writes.
    private static var filled: RecommendationEngine {
        let engine = RecommendationEngine()
        for title in 0..<mostSnapshots { engine.take(TitleFacts(id: "t\(title)", name: "Title \(title)")) }
        for watch in 0..<40_000 {
            engine.take(
                WatchFact(
                    profile: "p\(watch % 400)", title: "t\(watch * 7_919 % mostSnapshots)", at: Moment(milliseconds: 1_700_000_000_000)))
        }
        return engine
    }
}
