import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia

/// Removes packages that were superseded long enough ago (`Superseded`), and only those.
///
/// Other processes publish, watch and sweep meanwhile, and any of them may be killed. So, for each package:
/// 1. Its source forgets it; a job that begins now does not count on it.
/// 2. Unless it was placed within the last minute, its folder gets the name `….removing-` with a name of this attempt: what is not in its place cannot be published again.
/// 3. Then the titles are asked. One that plays it gets it back.
/// 4. Else it gets the name `….removed-`, and is deleted.
/// Whoever publishes the same content names it first and looks at its place afterwards (`PublishStage`); so either the titles tell this
/// sweep, or the empty place tells him. What a killed sweep left is taken over under a name of one's own first; two sweeps never have one
/// folder.
package struct PackageSweep: Sendable {
    private let folders: DataFolders
    private let editor: CatalogueEditor
    private let sources: Records<Source>
    private let time: any TimeSource
    private let grace: Duration

    /// - Parameter grace: how long a superseded package stays.
    package init(folders: DataFolders, store: any DocumentStore, editor: CatalogueEditor, time: any TimeSource, grace: Duration) {
        self.folders = folders
        self.editor = editor
        sources = Records(in: store)
        self.time = time
        self.grace = grace
    }

    /// Notes that are looked at in one go.
    private static let mostAtOnce = 200
    /// How long a note about a package that is not here stays: the package may lie in another computer's data folder.
    private static let elsewhere = Duration.seconds(30 * 86_400)

    /// - Returns: the packages that were removed.
    @discardableResult
    package func run() async throws -> [PackageID] {
        let moment = time.now - grace
        let due = try await editor.superseded.find(
            Query(.atMost("updatedAt", .date(moment)), sort: [.ascending("updatedAt")], limit: Self.mostAtOnce))
        let left = try await BlockingWork.run { [folders] _ in try PackageFolders(folders.packages).leftovers() }
        if due.isEmpty, left.isEmpty { return [] }
        let removed = try await remove(due.map { PackageID($0.id) }, left)
        let played = try await editor.played()
        let forgotten = moment - Self.elsewhere
        for note in due where note.updatedAt < forgotten || played.contains(PackageID(note.id)) || removed.contains(PackageID(note.id)) {
            do {
                _ = try await editor.superseded.delete(note.id, ifMatch: note.etag)
            } catch StoreError.changed {
                // It was superseded once more; its time begins anew.
            }
        }
        return removed
    }

    /// Removes packages that no title plays, whoever wants them gone. What titles play stays.
    /// - Parameter left: what a killed sweep left behind.
    func remove(_ ids: [PackageID], _ left: [PackageFolders.Leftover] = []) async throws -> [PackageID] {
        let played = try await editor.played()
        let unwanted = ids.filter { !played.contains($0) }
        for id in unwanted { try await forget(id) }
        let taken = try await BlockingWork.run { [folders] _ in
            let packages = PackageFolders(folders.packages)
            return try left.compactMap { try packages.takeOver($0) }
                + unwanted.compactMap { try packages.take($0, olderThan: PackageFolders.youth) }
        }
        guard !taken.isEmpty else { return [] }
        let nowPlayed = try await editor.played()
        return try await BlockingWork.run { [folders] _ in
            let packages = PackageFolders(folders.packages)
            return try taken.compactMap { leftover in
                if nowPlayed.contains(leftover.package), try packages.putBack(leftover) { return nil }
                return try packages.delete(leftover) ? leftover.package : nil
            }
        }
    }

    private func forget(_ id: PackageID) async throws {
        for source in try await sources.find(Query(.equal("package", .string(id.rawValue)))) {
            try await sources.change(source.id) { if $0.package == id.rawValue { $0.package = nil } }
        }
    }
}
