import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import KinoraMediaTools
import KinoraPreparation
import Logging
import Testing

/// A library, a data folder, a queue and a worker for one test, gone with it.
final class Workshop: Sendable {
    let root: String
    let store: MemoryStore
    let queue: JobQueue
    let editor: CatalogueEditor
    let folders: DataFolders
    let encoder: WatchedEncoder
    let prober: WatchedProber
    let settings: PreparationSettings
    let brake = Brake()
    let manners: Manners?

    var library: String { "\(root)/library" }

    init(
        encoding: EncodingSettings = EncodingSettings(segmentSeconds: 1, chunkSeconds: 2, preset: "ultrafast"), ffmpeg: Tool = .ffmpeg(),
        ffprobe: Tool = .ffprobe(), parallel: Int = 2, data: String? = nil, rules: EncodingRules? = nil,
        clock: any TimeSource = SystemTime()
    ) async throws {
        root = FileManager.default.temporaryDirectory.appending(path: "kinora-journey-\(UUID().uuidString)").path
        let time = SystemTime()
        store = MemoryStore(time: time)
        try await store.prepare([Job.schema, Source.schema, FactSheet.schema] + CatalogueEditor.schemas + Manners.schemas)
        queue = JobQueue(store: store, time: time)
        editor = CatalogueEditor(store: store, time: time)
        folders = DataFolders(root: data ?? "\(root)/data")
        let pace = Pace(brake: brake)
        encoder = WatchedEncoder(FFmpegEncoder(ffmpeg: ffmpeg, pace: pace))
        prober = WatchedProber(FFprobeProber(ffprobe: ffprobe, ffmpeg: ffmpeg, pace: pace))
        manners = rules.map { [store] in Manners(rules: $0, store: store, audience: StoredAudience(store: store), time: clock) }
        settings = PreparationSettings(
            encoding: encoding, parallelCommands: parallel, beat: .milliseconds(50), idle: .milliseconds(50), reserve: 1_000_000)
        try FileManager.default.createDirectory(atPath: library, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: root)
    }

    var journey: Journey {
        Journey(store: store, editor: editor, prober: prober, encoder: encoder, settings: settings, folders: folders)
    }

    var worker: Worker {
        Worker(
            queue: queue, journey: journey, settings: settings, identity: .make(), manners: manners, brake: brake,
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    func path(_ name: String) -> String { "\(library)/\(name)" }

    /// Puts a file of the library into the catalogue and the queue, as a scan would.
    @discardableResult
    func enqueue(_ name: String) async throws -> JobID {
        let source = Source(library: library, path: name, size: 0, modified: 0)
        let id = Digest(of: Data(name.utf8)).hex
        _ = try await Records<Source>(in: store).insert(source, id: id)
        _ = try await editor.place(film: Description(title: name), source: id)
        return try await queue.add(Job(source: id, library: library, path: name, label: name))
    }

    func job(_ id: JobID) async throws -> Job {
        try #require(try await queue.records.read(id.rawValue)).value
    }

    /// Prepares one file and expects it to work.
    func prepare(_ name: String) async throws -> Prepared {
        let id = try await enqueue(name)
        try await worker.run(once: true)
        let job = try await job(id)
        try #require(job.state == .done, "\(job.reason ?? "no reason")")
        return try await prepared(id)
    }

    func prepared(_ id: JobID) async throws -> Prepared {
        let job = try await job(id)
        let film = try #require(try await Records<Film>(in: store).first(.equal("sources", .string(job.source)))?.value)
        let playable = try #require(film.versions.first)
        let folder = folders.folder(of: playable.package)
        let contents = try #require(try await PackageShelf(folder: folders.packages).contents(of: playable.package))
        return Prepared(job: job, film: film, folder: folder, contents: contents)
    }

    struct Prepared: Sendable {
        let job: Job
        let film: Film
        let folder: String
        let contents: PackageContents
    }

    /// Everything below the packages' folder.
    func published() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folders.root).filter { $0.hasPrefix("packages/") }
    }

    func digest(_ name: String) throws -> Digest {
        Digest(of: try Data(contentsOf: URL(filePath: path(name))))
    }
}
