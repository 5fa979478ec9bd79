import Foundation
import KinoraAccounts
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import KinoraSQLiteDocuments
import KinoraViewing

@testable import Kinora

/// Titles, profiles and what they watched, as documents: what recommendations are made of.
struct WatchedHouse {
    enum Engine: String, CaseIterable, Sendable { case memory, sqlite }

    let time = StoppedTime(at: Moment(milliseconds: 1_800_000_000_000))
    let store: any DocumentStore
    let editor: CatalogueEditor
    let history: WatchHistory
    let wishes: NotForMeBook
    let taste: TasteBook
    let feed: FactFeed
    let folder: URL

    init(_ engine: Engine = .memory) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "kinora-watched-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        switch engine {
        case .memory: store = MemoryStore(time: time)
        case .sqlite: store = try await SQLiteStore(path: folder.appending(path: "kinora.sqlite").path, time: time)
        }
        try await store.prepare(House.prepared)
        editor = CatalogueEditor(store: store, time: time)
        history = WatchHistory(store: store, time: time)
        wishes = NotForMeBook(store: store)
        taste = TasteBook(store: store, time: time)
        feed = FactFeed(store: store, named: "test", time: time)
    }

    func close() async throws {
        try await store.close()
        try FileManager.default.removeItem(at: folder)
    }

    // MARK: - Titles

    @discardableResult
    func film(
        _ title: String, by director: String? = nil, genre: String = "Drama", _ certificate: String? = nil,
        _ change: @Sendable (inout Film) -> Void = { _ in }
    ) async throws -> String {
        let id = try await editor.place(film: described(title, by: director, genre, certificate), source: title)
        try await publish(title)
        try await Records<Film>(in: store).change(id.rawValue) { change(&$0) }
        return id.rawValue
    }

    /// A series of one season, and its episodes.
    func series(_ title: String, by director: String? = nil, episodes: Int = 1, _ certificate: String? = nil) async throws -> (
        series: String, episodes: [String]
    ) {
        let series = try await editor.place(series: described(title, by: director, "Drama", certificate))
        var known: [String] = []
        for number in 1...episodes {
            let source = "\(title) \(number)"
            let episode = try await editor.place(
                episode: number, through: nil, season: 1, of: series, description: Description(title: source), source: source)
            try await publish(source)
            known.append(episode.rawValue)
        }
        return (series.rawValue, known)
    }

    private func described(_ title: String, by director: String?, _ genre: String, _ certificate: String?) -> Description {
        var description = Description(title: title, year: 2020)
        description.certificate = certificate
        description.genres = [genre]
        if let director { description.credits = [Credit(name: director, role: .director)] }
        return description
    }

    private func publish(_ source: String) async throws {
        time.advance(by: .seconds(60))
        try await editor.publish(
            Playable(
                package: PackageID(String(Digest(of: Array(source.utf8)).hex.prefix(32))), source: source, duration: 6_000_000, height: 720,
                audioLanguages: [], textLanguages: []))
    }

    // MARK: - Titles that are one

    /// Makes a film another, as an owner says it and its file is described anew.
    func merge(_ film: String, called title: String, into heir: String) async throws {
        try await editor.absorb(FilmID(film), into: FilmID(heir), keys: [])
        try await describeAnew(title)
    }

    /// Takes that back.
    func part(_ film: String, called title: String, from heir: String) async throws {
        try await editor.release(FilmID(film), from: FilmID(heir))
        try await describeAnew(title)
    }

    /// What a scan does with the file of a film.
    func describeAnew(_ title: String) async throws {
        _ = try await editor.place(film: described(title, by: nil, "Drama", nil), source: title, keepingWords: true)
        try await editor.reconcile()
    }

    // MARK: - Profiles

    @discardableResult
    func profile(_ name: String, age: Int? = nil) async throws -> String {
        let profile = Profile(member: "member of \(name)", place: 1, name: name, picture: "fox", ageLimit: age)
        return try await Records<Profile>(in: store).insert(profile, id: ProfileID.make().rawValue).id
    }

    func wants(_ profile: String, recommendations: Bool) async throws {
        try await Records<Profile>(in: store).change(profile) { $0.areRecommendationsOff = recommendations ? nil : true }
    }

    /// Watches some of a film to that share of its length, as players report it.
    func watch(_ feature: String, _ kind: FeatureKind = .film, of series: String? = nil, by profile: String, to share: Double = 1)
        async throws
    {
        let length = 6000.0
        time.advance(by: .seconds(60))
        let sitting = String(UUID().uuidString.filter { $0 != "-" })
        for number in 1...4 {
            time.advance(by: .seconds(60))
            let report = WatchReport(
                sitting: sitting, number: number - 1, seconds: 30, position: length * share * Double(number) / 4, device: .computer)
            try await WatchLog(store: store).record(
                WatchEntry(report, of: feature, kind, title: series ?? feature, length: length, profile: profile, at: time.now))
        }
    }
}
