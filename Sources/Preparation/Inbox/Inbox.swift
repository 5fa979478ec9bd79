import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// A folder whose files Kinora takes over.
///
/// The order is the one in which least can go wrong: a file is **prepared where it lies** and moved afterwards.
///
/// 1. The inbox is scanned like a library, so its files are identified, described and queued; one that grows is left alone.
/// 2. When a file's job is done, the file moves into the library under its proper name (`ProperName`), with what belongs to it
///    (`Belongings`). It stays the same source, so what was prepared of it stays right, whatever happens on the way.
/// 3. What cannot be used moves to `unprocessed/` with its reason beside it: what is no film or broken, what has no name to go by, and what
///    is in the library already. So nothing that cannot be played ever reaches the library.
///
/// Nothing is ever overwritten, and a file is whole in one of the places, or in both, at every moment (`FileMove`). A move is written down
/// before it is begun (`InboxMove`), so that after a kill the next round knows which of two equal files it may remove.
package struct Inbox: Sendable {
    let folder: FilePath
    package let target: Library
    let scan: LibraryScan
    let unprocessed: Unprocessed
    let store: any DocumentStore
    let time: any TimeSource
    private let intake: Intake
    private let lock: String
    let queue: JobQueue
    let editor: CatalogueEditor
    let moves: Records<InboxMove>
    let sources: Records<Source>
    /// Bytes to keep free in the library.
    let reserve: Int64

    package static let schemas = [InboxMove.schema]

    /// Files that belong to no video are left alone for so long: perhaps theirs is still on its way.
    static let strayGrace = Duration.seconds(3600)

    /// - Parameters:
    ///   - path: the inbox, absolute, as in `Library.path`.
    ///   - target: where its films go. The inbox does not lie in it, nor it in the inbox.
    package init(
        at path: String, into target: Library, folders: DataFolders, store: any DocumentStore, time: any TimeSource,
        settle: Duration = .seconds(30), intake: Intake, reserve: Int64 = 200_000_000
    ) {
        let library = Library(path: path, kind: target.kind)
        folder = library.folder
        self.target = target
        self.store = store
        self.time = time
        self.intake = intake
        self.reserve = reserve
        // Extras come along with their title, and are prepared in its library.
        scan = LibraryScan(library, store: store, time: time, settle: settle, takesExtras: false)
        unprocessed = Unprocessed(folder: folders.unprocessed)
        lock = "\(folders.root)/inbox.lock"
        queue = JobQueue(store: store, time: time)
        editor = CatalogueEditor(store: store, time: time)
        moves = Records(in: store)
        sources = Records(in: store)
    }

    /// Looks at everything once, and does what can be done now.
    /// - Parameter sightings: what former rounds saw growing; brought up to date.
    package func round(_ sightings: inout Sightings) async throws -> InboxReport {
        let path = lock
        guard let held = try await BlockingWork.run({ _ in try InboxLock(at: path) }) else { return InboxReport() }
        defer { held.release() }
        var round = InboxRound(self)
        if let refusal = try await refusal() {
            round.report.refusal = refusal
            return round.report
        }
        try await round.finishMoves()
        let seen = try await intake.scan(scan, &sightings, acceptingLoss: true)
        guard seen.refusal == nil else {
            round.report.refusal = seen.refusal
            return round.report
        }
        round.report.notes += seen.notes
        try await round.act(on: seen)
        try await round.tidy()
        return round.report
    }

    /// Why nothing may be moved into the library now.
    private func refusal() async throws -> String? {
        let known = try await scan.states.read(LibraryState.name(of: target))?.value.fileSystem
        let target = target
        return try await BlockingWork.run { _ in
            do {
                guard try FileStatus(target.folder, followingLinks: true).kind == .folder else { throw FileTrouble.notThere }
                let now = FileStatus.fileSystem(of: target.folder)
                guard let known, !known.isEmpty, !now.isEmpty, known != now else { return nil }
                return "The inbox is left alone: the library \(target.path) is on another file system than before. Is its disk mounted?"
            } catch let trouble as FileTrouble {
                return "The inbox is left alone, since the library \(target.path) cannot be used. \(trouble.sentence)"
            }
        }
    }
}
