import GRDB
import KinoraCatalogue
import KinoraKernel
import KinoraMedia

extension SpeechFile {
    /// A film or an episode, and the packages that can be played of it.
    package struct Listing: Sendable {
        package var feature: SpokenFeature
        package var packages: [PackageID]

        package init(_ feature: SpokenFeature, _ packages: [PackageID]) {
            self.feature = feature
            self.packages = packages
        }
    }

    /// Notes what belongs to films and episodes; what belonged to them before, and does not any more, is forgotten.
    /// - Parameter sighting: a number that grows from one look at everything to the next.
    package func note(_ listings: [Listing], sighting: Int64) async throws {
        let orphans = try await write { database in
            var orphans: [Int64] = []
            for listing in listings { orphans += try Self.note(listing, sighting, database) }
            return orphans
        }
        for orphan in orphans { try await forget(orphan) }
    }

    /// Forgets what was not seen since a sighting.
    package func forgetUnseen(since sighting: Int64) async throws {
        while let old = try await read({ database in
            try Int64.fetchOne(database, sql: "SELECT number FROM packages WHERE seen < ? LIMIT 1", arguments: [sighting])
        }) {
            try Task.checkCancellation()
            try await forget(old)
        }
    }

    /// The packages to be read next: the newest that wait.
    package func next(_ count: Int) async throws -> [PackageID] {
        try await read { database in
            try String.fetchAll(
                database.cachedStatement(sql: "SELECT name FROM packages WHERE state = ? ORDER BY number DESC LIMIT ?"),
                arguments: [SpeechFormat.State.waits.rawValue, count])
        }.map { PackageID($0) }
    }

    /// Keeps what a package says. One that is not wanted any more, or that another process read meanwhile, is passed over.
    package func put(_ package: PackageID, _ tracks: [SpokenTrack]) async throws {
        try await write { database in
            guard let number = try Self.number(of: package, in: .waits, database) else { return }
            for track in tracks { try Self.put(track, of: number, database) }
            try Self.set(.read, number, database)
        }
    }

    /// Notes that some packages cannot be read here.
    package func setAside(_ packages: [PackageID]) async throws {
        try await write { database in
            for package in packages {
                if let number = try Self.number(of: package, in: .waits, database) { try Self.set(.unreadable, number, database) }
            }
        }
    }

    /// What could not be read is tried again.
    package func retry() async throws {
        try await write { database in
            try database.execute(
                sql: "UPDATE packages SET state = ? WHERE state = ?",
                arguments: [SpeechFormat.State.waits.rawValue, SpeechFormat.State.unreadable.rawValue])
        }
    }

    /// Folds the index's pieces together, a little at a time: with fewer pieces it answers faster.
    /// - Returns: whether there may be more to do.
    package func tidy() async throws -> Bool {
        try await write { database in
            let before = database.totalChangesCount
            try database.execute(sql: "INSERT INTO words(words, rank) VALUES('merge', 200)")
            return database.totalChangesCount - before >= 2
        }
    }

    // MARK: - Steps inside a transaction

    /// - Returns: packages that belong to nothing any more.
    private static func note(_ listing: Listing, _ sighting: Int64, _ database: Database) throws -> [Int64] {
        let names = listing.packages.map(\.rawValue)
        let insertion = try database.cachedStatement(
            sql: """
                INSERT INTO packages (name, kind, feature, state, seen) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, feature = excluded.feature, seen = excluded.seen
                """)
        for name in names {
            try insertion.execute(
                arguments: [name, listing.feature.kind.rawValue, listing.feature.id, SpeechFormat.State.waits.rawValue, sighting])
        }
        let standing = try Row.fetchAll(
            database.cachedStatement(sql: "SELECT number, name FROM packages WHERE feature = ? AND kind = ?"),
            arguments: [listing.feature.id, listing.feature.kind.rawValue])
        return standing.filter { !names.contains($0["name"]) }.map { $0["number"] }
    }

    private static func number(of package: PackageID, in state: SpeechFormat.State, _ database: Database) throws -> Int64? {
        try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT number FROM packages WHERE name = ? AND state = ?"),
            arguments: [package.rawValue, state.rawValue])
    }

    private static func set(_ state: SpeechFormat.State, _ number: Int64, _ database: Database) throws {
        try database.cachedStatement(sql: "UPDATE packages SET state = ? WHERE number = ?").execute(arguments: [state.rawValue, number])
    }

    private static func put(_ track: SpokenTrack, of package: Int64, _ database: Database) throws {
        guard !track.utterances.isEmpty else { return }
        try database.execute(
            sql: "INSERT INTO tracks (package, language, impaired) VALUES (?, ?, ?)",
            arguments: [package, track.language.tag, track.isForHearingImpaired])
        let first = SpeechFormat.places(of: database.lastInsertedRowID).lowerBound
        let utterances = try database.makeStatement(sql: "INSERT INTO utterances (place, starts, texts) VALUES (?, ?, ?)")
        let words = try database.makeStatement(sql: "INSERT INTO words (rowid, said) VALUES (?, ?)")
        for (index, utterance) in track.utterances.prefix(1 << SpeechFormat.bitsForUtterance).enumerated() {
            let place = first + Int64(index)
            let texts = utterance.parts.map { $0.text.replacing("\n", with: " ") }.joined(separator: "\n")
            let starts = utterance.parts.map { String($0.start) }.joined(separator: " ")
            try utterances.execute(arguments: [place, starts, texts])
            try words.execute(arguments: [place, folded(texts)])
        }
    }

    /// What stands in the index for a text.
    private static func folded(_ texts: String) -> String { SpokenWords(texts).words.map(\.text).joined(separator: " ") }

    /// Takes a package, and what it says, away: a track in one step, so that pages need not wait long.
    private func forget(_ package: Int64) async throws {
        while let track = try await read({ database in
            try Int64.fetchOne(database, sql: "SELECT number FROM tracks WHERE package = ? LIMIT 1", arguments: [package])
        }) {
            try await write { try Self.remove(track, $0) }
        }
        try await write { try $0.execute(sql: "DELETE FROM packages WHERE number = ?", arguments: [package]) }
    }

    private static func remove(_ track: Int64, _ database: Database) throws {
        // Another process may have done it.
        guard try Int64.fetchOne(database, sql: "SELECT 1 FROM tracks WHERE number = ?", arguments: [track]) != nil else { return }
        let places = SpeechFormat.places(of: track)
        let words = try database.makeStatement(sql: "INSERT INTO words (words, rowid, said) VALUES ('delete', ?, ?)")
        let cursor = try Row.fetchCursor(
            database, sql: "SELECT place, texts FROM utterances WHERE place >= ? AND place < ?",
            arguments: [places.lowerBound, places.upperBound])
        while let row = try cursor.next() { try words.execute(arguments: [row["place"] as Int64, folded(row["texts"])]) }
        try database.execute(
            sql: "DELETE FROM utterances WHERE place >= ? AND place < ?", arguments: [places.lowerBound, places.upperBound])
        try database.execute(sql: "DELETE FROM tracks WHERE number = ?", arguments: [track])
    }
}
