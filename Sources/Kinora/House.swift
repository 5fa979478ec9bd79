import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import KinoraSQLiteDocuments
import KinoraViewing

/// The composition root: builds everything by hand, top to bottom, and hands each part what it needs.
struct House: Sendable {
    let settings: Settings
    let time: any TimeSource
    let store: any DocumentStore
    let queue: JobQueue
    let editor: CatalogueEditor

    static func databasePath(in data: String) -> String { "\(data)/kinora.sqlite" }

    static let schemas = CatalogueEditor.schemas + LibraryWatch.schemas + [Job.schema, Watch.schema]

    /// Reads the settings, opens the database and makes what it lacks.
    static func open(_ flags: SettingsReader.Flags) async throws -> House {
        let settings = try await SettingsReader(flags: flags).settings()
        let time = SystemTime()
        do {
            try FileManager.default.createDirectory(atPath: settings.data, withIntermediateDirectories: true)
        } catch {
            throw StoreError.cannotWrite(path: settings.data, reason: "the folder cannot be made")
        }
        let store = try await SQLiteStore(path: databasePath(in: settings.data), time: time)
        try await store.prepare(schemas)
        return House(
            settings: settings, time: time, store: store, queue: JobQueue(store: store, time: time),
            editor: CatalogueEditor(store: store, time: time))
    }

    func close() async throws {
        try await store.close()
    }
}
