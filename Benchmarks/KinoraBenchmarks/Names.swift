import ArgumentParser
import Foundation
import KinoraKernel
import KinoraPreparation

/// Reads a file of paths again and again.
struct Names: ParsableCommand {
    @Option var rounds = 50
    @Argument var file: String

    func run() throws {
        let paths = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map { FilePath(bytes: Array($0.utf8)) }
        let reader = NameReader(year: 2026)
        var understood = 0
        let clock = ContinuousClock()
        var best = Double.infinity
        var all: [Double] = []
        for _ in 0..<rounds {
            let took = clock.measure {
                for path in paths where reader.read(path, libraryKind: .mixed).title != nil { understood += 1 }
            }
            best = min(best, took.inSeconds)
            all.append(took.inSeconds)
        }
        print("paths \(paths.count)")
        print("with_title \(understood / rounds)")
        print("median_us_per_path \(all.sorted()[rounds / 2] / Double(paths.count) * 1_000_000)")
        print("min_us_per_path \(best / Double(paths.count) * 1_000_000)")
    }
}
