import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import KinoraVideoAPI
import Logging
import ServiceLifecycle

extension House {
    var backupFolder: String { settings.backups?.folder ?? folders.backups }

    /// The collection that exports of some engines hold besides.
    static let tokensToo = [Token.schema.name]

    /// Makes backups at the times of the setting; nothing where there is none, or where the documents are kept elsewhere.
    var backupServices: [any Service] {
        guard let plan = settings.backups, let rule = plan.rule, !settings.engine.isRemote else { return [] }
        let (backup, shelf) = (Backup(settings: settings, time: time), BackupShelf(folder: plan.folder))
        let log = logger("backup")
        return [
            LongWork { [time, store] in
                while let next = rule.next(after: time.now) {
                    // A clock may be put forward or back, or the machine sleep: it is looked at again every minute.
                    while time.now < next { try await Task.sleep(for: min(.seconds(60), max(.milliseconds(100), next.since(time.now)))) }
                    do {
                        let outcome = try await backup.make(on: shelf, of: store)
                        let gone = try await BlockingWork.run { _ in shelf.keep(plan.keep) }
                        log.notice("A backup was made", metadata: ["folder": "\(outcome.folder)", "removed": "\(gone.count)"])
                    } catch let complaint as any Complaint {
                        log.error("No backup was made", metadata: ["reason": "\(complaint.sentence)"])
                    }
                }
            }
        ]
    }
}
