import GRDB

/// How what is said lies in its file.
///
/// A place is the number of a track and, in its last bits, the number of an utterance in it: so a track is a stretch of places, and what was
/// added last stands last. The full-text index holds folded words alone and no text; the text stands beside it, each cue of an utterance on a
/// line of its own. Everything is made of the packages, so another format is simply made anew.
enum SpeechFormat {
    static let version = 1
    /// Written into the file's header: `KinS`.
    static let applicationID = 0x4B69_6E53
    /// Utterances of one track; `Transcript.mostCues` is less.
    static let bitsForUtterance = 17

    static let sql = """
        CREATE TABLE packages (
            number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, feature TEXT NOT NULL, state INTEGER NOT NULL,
            seen INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX packages_feature ON packages (feature);
        CREATE INDEX packages_state ON packages (state, number);
        CREATE TABLE tracks (
            number INTEGER PRIMARY KEY AUTOINCREMENT, package INTEGER NOT NULL, language TEXT NOT NULL, impaired INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX tracks_package ON tracks (package);
        CREATE TABLE utterances (place INTEGER PRIMARY KEY, starts TEXT NOT NULL, texts TEXT NOT NULL) STRICT;
        CREATE VIRTUAL TABLE words USING fts5(said, content = '', tokenize = 'ascii', columnsize = 0);
        """

    /// What is known of a package.
    enum State: Int {
        case waits = 0
        case read = 1
        /// It is not here, or damaged.
        case unreadable = 2
    }

    static func places(of track: Int64) -> Range<Int64> { track << bitsForUtterance..<(track + 1) << bitsForUtterance }

    static func isStanding(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "PRAGMA application_id") == applicationID
            && Int.fetchOne(database, sql: "PRAGMA user_version") == version
    }

    static func make(_ database: Database) throws {
        try database.execute(sql: sql)
        try database.execute(sql: "PRAGMA application_id = \(applicationID)")
        try database.execute(sql: "PRAGMA user_version = \(version)")
    }
}
