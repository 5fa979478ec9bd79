import ArgumentParser
import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import KinoraSQLiteDocuments

/// Fills a library with small files, takes them in, and then measures a scan in which nothing has changed. A folder that was filled before
/// is used as it is; so memory can be measured without the first intake.
struct Rescan: AsyncParsableCommand {
    @Option var files = 10_000
    @Option var rounds = 7
    @Argument var folder: String

    func run() async throws {
        let library = "\(folder)/library"
        if !FileManager.default.fileExists(atPath: library) { try fill(library) }
        let time = SystemTime()
        let store = try await SQLiteStore(path: "\(folder)/kinora.sqlite", time: time)
        try await store.prepare(CatalogueEditor.schemas + LibraryWatch.schemas + [Job.schema])
        let scan = LibraryScan(Library(path: library, kind: .mixed), store: store, time: time, settle: .zero)
        var sightings = Sightings()
        let clock = ContinuousClock()
        let intake = Intake(store: store, time: time)
        let first = try await clock.measure { _ = try await intake.scan(scan, &sightings) }
        var seconds: [Double] = []
        for _ in 0..<rounds {
            let took = try await clock.measure {
                let report = try await intake.scan(scan, &sightings)
                guard report.unchanged == files else { throw CleanExit.message("not all files were unchanged: \(report.summary)") }
            }
            seconds.append(took.inSeconds)
        }
        try await store.close()
        let median = seconds.sorted()[rounds / 2]
        print("first \(first.inSeconds)")
        print("rescan_min \(seconds.min() ?? 0)")
        print("rescan_median \(median)")
        print("rescan_max \(seconds.max() ?? 0)")
    }

    /// Ten files a folder, every second folder a series.
    private func fill(_ library: String) throws {
        for index in 0..<files {
            let folder = index / 10
            let isSeries = folder % 2 == 1
            let place = isSeries ? "\(library)/Show \(folder) (2001)/Season 1" : "\(library)/Film \(folder) (\(1950 + folder % 70))"
            let name =
                isSeries ? "Show \(folder) S01E0\(index % 10).mkv" : "Film \(folder) (\(1950 + folder % 70)) - version \(index % 10).mkv"
            if index % 10 == 0 {
                try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
                let nfo = isSeries ? "\(place)/../tvshow.nfo" : "\(place)/movie.nfo"
                try Data("<movie><plot>Number \(folder).</plot></movie>".utf8).write(to: URL(fileURLWithPath: nfo))
            }
            try Data("film number \(index)".utf8).write(to: URL(fileURLWithPath: "\(place)/\(name)"))
        }
    }
}
