import KinoraBolt
import KinoraKernel
import KinoraRecommendation

extension GraphMirror {
    /// Becomes the one who writes, and finds what differs between the graph in memory and the one in the database.
    ///
    /// 1. What neither memory nor documents know is removed.
    /// 2. What differs, or is missing, is noted as changed.
    /// 3. Where titles have other numbers there, readers are told to begin anew, and that it is not complete until it is.
    /// - Throws: `GraphTrouble.written` where another process writes.
    func agree(isForced: Bool = false) async throws {
        try await book.prepare()
        let head = try await book.claim(isForced: isForced)
        var known = head.version
        let titles = try await book.standing("Title")
        let profiles = try await book.standing("Profile")
        // From here on nothing waits until everything is noted.
        let strays = titles.keys.filter { engine.number(ofTitle: $0) == nil }
        let strangers = profiles.keys.filter { id in engine.number(ofProfile: id).map { engine.profileState($0).isEmpty } ?? true }
        let isRenumbered = note(titles, profiles)
        written = (head.position ?? "", head.isComplete)
        if isRenumbered || head.position == nil {
            let head: [String: BoltValue] = ["epoch": .string(GraphBook.newEpoch()), "complete": false]
            known = try await book.write(GraphPage(head: head), after: known)
            written = nil
        }
        known = try await book.remove(strays, label: "Title", after: known)
        known = try await book.remove(strangers, label: "Profile", after: known)
        known = try await book.removeOrphans(after: known)
        version = known
    }

    private func note(_ titles: [String: GraphBook.Standing], _ profiles: [String: GraphBook.Standing]) -> Bool {
        var isRenumbered = false
        similarWritten = [:]
        for number in 0..<Int32(engine.size.titles) {
            let standing = titles[engine.title(number)]
            if let there = standing?.number, there != Int64(number) { isRenumbered = true }
            if standing?.state != StateDigest.of(engine.titleState(number)) { touched.touch(described: number) }
            similarWritten[number] = standing?.similar
        }
        refreshSimilar()
        for number in 0..<Int32(engine.size.profiles) {
            let state = engine.profileState(number)
            guard !state.isEmpty, profiles[state.id]?.state != StateDigest.of(state) else { continue }
            touched.touch(whole: number)
        }
        return isRenumbered
    }

    /// Removes all that is Kinora's in the database and writes it anew, whoever wrote it until now.
    /// - Parameter progress: is told what was done so far.
    package func rebuild(_ progress: @Sendable (GraphProgress) -> Void) async throws {
        try await book.prepare()
        let head = try await book.claim(isForced: true)
        let fresh: [String: BoltValue] = ["epoch": .string(GraphBook.newEpoch()), "complete": false, "position": .null]
        let known = try await book.write(GraphPage(head: fresh), after: head.version)
        var removed: Int64 = 0
        _ = try await book.empty(after: known) { count in
            removed += count
            progress(.removed(Int(removed)))
        }
        try await agree(isForced: true)
        let whole = waiting
        while try await write() {
            let left = waiting
            progress(left > 0 ? .written(whole - min(whole, left), of: whole) : .similar(left: similarDue.count))
        }
    }
}

/// What a rebuilding is at.
package enum GraphProgress: Sendable, Hashable {
    /// Nodes and edges.
    case removed(Int)
    /// Titles and profiles.
    case written(Int, of: Int)
    /// Titles whose similar ones are to be found.
    case similar(left: Int)
}
