import Foundation
import KinoraKernel
import KinoraPreparation
import KinoraSQLiteDocuments

/// What is looked at before a house is opened: whether its data folder was used by a newer or an older program, or is half restored.
struct Upgrade: Sendable {
    let settings: Settings
    let time: any TimeSource
    var program = DataMark()
    var tell: @Sendable (String) -> Void = { Output.note($0) }

    /// How much of a database is copied and read again within a second, roughly, on a small machine (bytes).
    private static let pace: Int64 = 50_000_000

    /// Makes the backup that an upgrade begins with, and writes this program's mark.
    /// - Throws: `SettingsFailure` when a newer program used the folder; `BackupFailure` when there is no backup, and so no upgrade.
    func check() async throws {
        if FileManager.default.fileExists(atPath: Restore.draft(in: settings.data)) { throw BackupFailure.interrupted(settings.data) }
        if case .sqlite(let path) = settings.engine, FileManager.default.fileExists(atPath: path) {
            // What is not Kinora's gets no mark either.
            try await BlockingWork.run { _ in try DatabaseSnapshot.recognise(path) }
        }
        guard let file = try await BlockingWork.run({ [settings] _ in DataMarkFile(in: settings.data) }) else { return }
        defer { file.close() }
        switch DataMark.meaning(of: try file.mark(), for: program) {
        case .nothing: return
        case .tooNew(let version): throw refusal(version)
        case .upgrade(let former):
            try await backUp(former)
            try file.write(program)
        }
    }

    /// What comes with opening a house that an older program used.
    struct Outlook: Hashable {
        /// How long the backup will take, roughly.
        var seconds: Int
        /// Whether this program reads what is there as it is.
        var isReadable: Bool
    }

    /// Nil where there will be no backup.
    func outlook() async -> Outlook? {
        guard let size else { return nil }
        let mark = (try? await BlockingWork.run { [settings] _ in DataMark.read(in: settings.data) }) ?? nil
        guard case .upgrade = DataMark.meaning(of: mark, for: program) else { return nil }
        return Outlook(seconds: Int(max(1, size / Self.pace)), isReadable: mark.map { $0.format == program.format } ?? false)
    }

    /// Of the database, in bytes; nil where there is none in the data folder.
    private var size: Int64? {
        guard case .sqlite(let path) = settings.engine else { return nil }
        return ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? NSNumber)?.int64Value
    }

    private func backUp(_ former: String?) async throws {
        guard let size else { return }
        let since = former.map { "by Kinora \($0.onOneLine(atMost: 20))" } ?? "by a Kinora that left no mark"
        tell(
            "This house was used \(since) before. A backup is made first; that takes about \(max(1, size / Self.pace)) seconds for the documents, "
                + "and more where there are many pictures.")
        let begun = time.now
        let outcome = try await Backup(settings: settings, time: time).make(on: shelf, of: nil)
        let seconds = max(1, Int(time.now.since(begun).inSeconds.rounded()))
        tell(
            "The backup took \(seconds) seconds and is in \(outcome.folder). To go back, restore it with the program that was here before.")
    }

    private var shelf: BackupShelf { BackupShelf(folder: DataFolders(root: settings.data).backups) }

    private func refusal(_ version: String) -> SettingsFailure {
        let backups = shelf.backups().map { "\(shelf.folder)/\($0)" }
        let way = backups.last.map { ", or go back with: kinora restore \($0) --data NEW-FOLDER" } ?? ""
        return SettingsFailure(
            sentence:
                "\(settings.data.onOneLine(atMost: 200)) was used by Kinora \(version.onOneLine(atMost: 20)), which keeps things in a form "
                + "that this one (\(program.version)) does not know. Nothing was changed. Start the newer program\(way)")
    }
}
