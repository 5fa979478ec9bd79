import Foundation
import KinoraAccounts
import KinoraBilling
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import KinoraVideoAPI
import KinoraViewing
import KinoraWebhooks
import Logging

/// The composition root: builds everything by hand, top to bottom, and hands each part what it needs.
struct House: Sendable {
    let settings: Settings
    let time: any TimeSource
    let store: any DocumentStore
    let queue: JobQueue
    let editor: CatalogueEditor

    static func databasePath(in data: String) -> String { "\(data)/kinora.sqlite" }

    /// The collections that make up a house: what is copied and exported.
    static let schemas = everything.filter { !madeAnew.contains($0) }

    private static let everything =
        CatalogueEditor.schemas + LibraryWatch.schemas + Manners.schemas + Inbox.schemas + Accounts.schemas + Billing.schemas
        + Webhooks.schemas + ScreeningBook.schemas + [
            Job.schema, Watch.schema, Progress.schema, NotForMe.schema, TasteCorrection.schema, ListedTitle.schema, RecommendedDay.schema,
        ]

    /// What every house makes for itself, from its first start on: a copy of another's would be wrong there, or, as with the sums of the
    /// ledger, is of no use.
    private static let madeAnew = [
        AgeStamp.schema, OneTimeCode.schema, TelevisionRequest.schema, PlayAddress.schema, RevenueMonth.schema,
    ]

    /// What is copied or exported where all of these engines take part: tokens too, except over a Video API, which gives out none.
    static func kept(by engines: EngineChoice...) -> [CollectionSchema] {
        engines.contains(where: \.isRemote) ? schemas : schemas + [Token.schema]
    }

    /// All collections but tokens: also the one in which copies into this house keep their place, what is played at present, what
    /// was recommended a moment ago, what providers answered lately, and how far the feed was read.
    static let prepared =
        everything + [
            CopyState.schema, MemberStreams.schema, RecommendedTrail.schema, KeptAnswer.schema, ProviderStanding.schema, FeedPlace.schema,
        ]

    static func logger(_ label: String, at level: Logger.Level, as format: Settings.LogFormat = .text) -> Logger {
        var logger = Logger(label: label) { label -> any LogHandler in
            format == .json ? JSONLog(label) : StreamLogHandler.standardError(label: label)
        }
        logger.logLevel = level
        return logger
    }

    /// Reads the settings, opens the database and makes what it lacks.
    static func open(_ flags: SettingsReader.Flags) async throws -> House {
        try await open(try await SettingsReader(flags: flags).settings())
    }

    /// Opens the database and makes what it lacks.
    static func open(_ settings: Settings) async throws -> House {
        let time = SystemTime()
        do {
            try FileManager.default.createDirectory(atPath: settings.data, withIntermediateDirectories: true)
        } catch {
            throw StoreError.cannotWrite(path: settings.data, reason: "the folder cannot be made")
        }
        try await Upgrade(settings: settings, time: time).check()
        let store = try await settings.engine.open(
            time: time, logger: logger("documents", at: settings.logLevel, as: settings.serving.logFormat))
        try await store.prepare(prepared)
        return House(
            settings: settings, time: time, store: store, queue: JobQueue(store: store, time: time),
            editor: CatalogueEditor(store: store, time: time))
    }

    func close() async throws {
        try await store.close()
    }
}
