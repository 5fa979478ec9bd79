import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraPreparation

/// A library in a temporary folder, an empty store, and a clock that stands an hour after the files were made.
struct LibraryBench {
    let folder: URL
    let library: Library
    let store: MemoryStore
    let time: StoppedTime
    let scan: LibraryScan
    let intake: Intake
    let artwork: URL
    let corrector: Corrector

    init(_ kind: LibraryKind = .mixed, settle: Duration = .seconds(30)) async throws {
        folder = URL(filePath: NSTemporaryDirectory()).appending(path: "kinora-scan-\(UUID().uuidString)").resolvingSymlinksInPath()
        try FileManager.default.createDirectory(at: folder.appending(path: "library"), withIntermediateDirectories: true)
        library = Library(path: folder.appending(path: "library").path, kind: kind)
        artwork = folder.appending(path: "artwork")
        time = StoppedTime(at: Moment(milliseconds: SystemTime().now.milliseconds + 3_600_000))
        store = MemoryStore(time: time)
        try await store.prepare(CatalogueEditor.schemas + LibraryScan.schemas + [Job.schema])
        scan = LibraryScan(library, store: store, time: time, settle: settle)
        let corrections = Corrections(folder: folder.appending(path: "data/corrections").path)
        intake = Intake(store: store, time: time, corrections: corrections)
        corrector = Corrector(corrections, libraries: [library], store: store, time: time)
    }

    func remove() {
        try? FileManager.default.removeItem(at: folder)
    }

    var root: String { library.path }

    /// Writes a file; its content is made of the seed, so that equal seeds are equal files.
    func write(_ path: String, _ seed: String, bytes: Int = 300_000) throws {
        try write(path, data: Self.content(seed, bytes))
    }

    func write(_ path: String, data: Data) throws {
        let url = URL(filePath: root + "/" + path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
    }

    static func content(_ seed: String, _ bytes: Int) -> Data {
        var data = Data(seed.utf8)
        while data.count < bytes { data.append(contentsOf: Digest(of: data.suffix(64)).hex.utf8) }
        return data.prefix(bytes)
    }

    /// Makes a file at a path of any bytes.
    func write(bytes name: [UInt8], _ seed: String) throws {
        let path = FilePath(text: root).appending(name)
        let descriptor = path.withCString { open($0, O_CREAT | O_WRONLY, 0o644) }
        guard descriptor >= 0 else { throw FileTrouble(errno: errno) }
        defer { close(descriptor) }
        let content = Self.content(seed, 1000)
        _ = content.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
    }

    func move(_ from: String, _ to: String) throws {
        let target = URL(filePath: root + "/" + to)
        try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.moveItem(at: URL(filePath: root + "/" + from), to: target)
    }

    /// Why what is in the queue cannot be prepared.
    func reasons() async throws -> [String] {
        try await Records<Job>(in: store).find(Query(sort: [.ascending("path")])).compactMap(\.value.reason)
    }

    func delete(_ path: String) throws {
        try FileManager.default.removeItem(atPath: root + "/" + path)
    }

    /// Scans and acts upon it, with nothing remembered.
    @discardableResult
    func apply(acceptingLoss: Bool = false) async throws -> ScanReport {
        var sightings = Sightings()
        return try await intake.scan(scan, &sightings, acceptingLoss: acceptingLoss)
    }

    var films: [Stored<Film>] { get async throws { try await Records<Film>(in: store).find(Query(sort: [.ascending("key")])) } }
    /// The pictures that are offered for films and episodes, in no order.
    var offered: [WantedPicture] {
        get async throws { try await Records<FactSheet>(in: store).find().flatMap { $0.value.said.flatMap(\.facts.pictures) } }
    }

    /// The files among them, of one kind, in their order.
    func offeredPaths(_ kind: PictureKind) async throws -> [String] {
        try await offered.filter { $0.kind == kind }.compactMap { picture in
            if case .file(_, let path, _, _) = picture.source { path } else { nil }
        }
    }

    var episodes: [Stored<Episode>] { get async throws { try await Records<Episode>(in: store).find() } }
    var sources: [Stored<Source>] { get async throws { try await Records<Source>(in: store).find(Query(sort: [.ascending("path")])) } }
    var jobs: [Stored<Job>] { get async throws { try await Records<Job>(in: store).find(Query(sort: [.ascending("path")])) } }

    /// Everything in the store, to see that nothing changed.
    func snapshot() async throws -> [Document] {
        var all: [Document] = []
        for name in ["films", "series", "seasons", "episodes", "sources", "copies", "jobs"] {
            all += try await store.find(Query(), in: name)
        }
        return all
    }
}

extension ScanReport {
    /// The findings by path.
    func finding(_ path: String) -> Finding? { items.first { $0.path == path }?.finding }
}
