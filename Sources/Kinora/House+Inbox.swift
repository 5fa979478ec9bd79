import KinoraKernel
import KinoraPreparation
import Logging
import ServiceLifecycle

extension House {
    var inbox: Inbox? {
        settings.inbox.map { inbox in
            Inbox(
                at: FilePath(bytes: Array(inbox.path.utf8)).text,
                into: Library(path: FilePath(bytes: Array(inbox.library.path.utf8)).text, kind: inbox.library.kind), folders: folders,
                store: store, time: time, settle: .seconds(settings.settleSeconds), intake: intake)
        }
    }

    /// Goes through the inbox once and tells what was done.
    /// - Returns: whether something is in the library now that was not.
    @discardableResult
    func emptyInbox() async throws -> Bool {
        guard let inbox else { return false }
        var sightings = Sightings()
        let report = try await inbox.round(&sightings)
        let news = report.lines + [report.refusal].compactMap { $0 } + report.notes
        for line in news { Output.note(line.onOneLine()) }
        return report.items.contains { $0.reason == nil }
    }

    var inboxServices: [any Service] {
        guard let inbox else { return [] }
        let watch = InboxWatch(inbox, pause: .seconds(settings.scanSeconds), logger: logger("inbox"))
        return [LongWork { try await watch.run() }]
    }
}
