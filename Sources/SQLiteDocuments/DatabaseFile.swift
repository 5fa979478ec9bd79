import Foundation
import GRDB
import KinoraDocuments
import KinoraKernel

/// The file of a store: recognised, made and opened. Everything here blocks.
struct DatabaseFile {
    let path: String

    /// Written into the header of every file (`Kino`), so that another program's database is never taken for ours.
    static let applicationID: UInt32 = 0x4B69_6E6F
    /// How long a transaction waits for another process, in seconds.
    static let busyTimeout: TimeInterval = 15
    static let mostReaders = 4
    /// How much of the log's file is kept for reuse after it was folded in, in bytes; a large write may need more for a while.
    static let keptLog = 16 << 20

    /// Opens the file; makes it first where there is none.
    ///
    /// 1. A file that stands is recognised by reading it, before SQLite could make its companions beside it. What is not ours stays as it is.
    /// 2. A new file is made under another name and then linked into place: it appears whole or not at all, and of several processes that
    ///    begin together one wins and all use its file.
    /// 3. Missing migrations are taken.
    func open() throws -> DatabasePool {
        if !FileManager.default.fileExists(atPath: path) { try make() }
        try recognise()
        do {
            let pool = try DatabasePool(path: path, configuration: Self.configuration)
            // GRDB chooses NORMAL, which survives the death of the process but may lose the last commits with the power.
            // FULL waits for the disk at each commit: what was acknowledged is there after a power cut too, if the disk keeps its word.
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
                _ = try Row.fetchOne(database, sql: "PRAGMA journal_size_limit = \(Self.keptLog)")
            }
            guard try pool.read(Migration.standing) <= Migration.newest else { throw StoreError.newerFormat(path: path) }
            try pool.write(Migration.run)
            return pool
        } catch let error as DatabaseError where error.isForeign {
            throw StoreError.notADatabase(path: path)
        }
    }

    /// Opens a file that is there, and leaves its format as it is.
    /// - Throws: `StoreError.unusable` where that is another one than this program's.
    func openAsItStands() throws -> DatabasePool {
        try recognise()
        do {
            let pool = try DatabasePool(path: path, configuration: Self.configuration)
            guard try pool.read(Migration.standing) == Migration.newest else {
                throw StoreError.unusable("\(path) has the format of an older Kinora.")
            }
            return pool
        } catch let error as DatabaseError where error.isForeign {
            throw StoreError.notADatabase(path: path)
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout)
        configuration.maximumReaderCount = mostReaders
        configuration.foreignKeysEnabled = false
        configuration.label = "Kinora"
        configuration.prepareDatabase { $0.add(function: ContainerEquality.function) }
        return configuration
    }

    // MARK: Making

    private func make() throws {
        let fresh = "\(path).\(Identifier<DatabasePool>.make().rawValue).new"
        defer {
            for companion in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: fresh + companion) }
        }
        var configuration = Self.configuration
        configuration.journalMode = .wal
        let queue = try DatabaseQueue(path: fresh, configuration: configuration)
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        try queue.write { database in
            try database.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
            try Migration.run(database)
        }
        try queue.close()
        try putInPlace(fresh)
        // The folder's entry has to reach the disk too, or a power cut takes the file with all that was acknowledged. Where the file
        // system cannot do that, there is nothing to be done.
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        try? FileHandle(forReadingAtPath: folder)?.synchronize()
    }

    private func putInPlace(_ fresh: String) throws {
        do {
            try FileManager.default.linkItem(atPath: fresh, toPath: path)
        } catch {
            if FileManager.default.fileExists(atPath: path) { return }
            // Some file systems know no links.
            do {
                try FileManager.default.moveItem(atPath: fresh, toPath: path)
            } catch {
                throw StoreError.cannotWrite(path: path, reason: "the file cannot be put in its place")
            }
        }
    }

    // MARK: Recognising

    func recognise() throws {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw StoreError.cannotWrite(path: path, reason: "the file cannot be read")
        }
        defer { try? file.close() }
        let header = Header(bytes: [UInt8]((try? file.read(upToCount: Header.length)) ?? Data()))
        guard let header, header.applicationID == Self.applicationID else { throw StoreError.notADatabase(path: path) }
        // With a log beside it, the file alone says little, and another process may be writing; SQLite has to look at both.
        guard !FileManager.default.fileExists(atPath: path + "-wal") else { return }
        guard size(path) >= header.databaseSize else { throw StoreError.notADatabase(path: path) }
        try probe()
    }

    /// Reads the tables' definitions as from a disk that cannot be written, which makes no companions.
    private func probe() throws {
        guard let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) else { return }
        var configuration = Configuration()
        configuration.readonly = true
        do {
            let queue = try DatabaseQueue(path: "file:\(escaped)?immutable=1", configuration: configuration)
            let version = try queue.read { database in
                _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema")
                return try Migration.standing(database)
            }
            try queue.close()
            if version > Migration.newest { throw StoreError.newerFormat(path: path) }
        } catch let error as DatabaseError where error.isForeign {
            throw StoreError.notADatabase(path: path)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
            // A SQLite that was built without names as URIs: opening for real will tell.
            return
        }
    }

    private func size(_ path: String) -> Int64 {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.int64Value ?? 0
    }

    /// The beginning of a database file, https://www.sqlite.org/fileformat2.html#the_database_header
    private struct Header {
        static let length = 100
        let applicationID: UInt32
        /// Bytes.
        let databaseSize: Int64

        /// Nil where it is not a database of SQLite's at all.
        init?(bytes: [UInt8]) {
            guard bytes.count == Self.length, bytes.starts(with: "SQLite format 3\0".utf8) else { return nil }
            let number = { (offset: Int, count: Int) in bytes[offset..<offset + count].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }
            let pageSize = number(16, 2) == 1 ? 65536 : Int64(number(16, 2))
            applicationID = number(68, 4)
            // The size in the header counts only when the two change counters agree.
            databaseSize = number(24, 4) == number(92, 4) ? pageSize * Int64(number(28, 4)) : 0
        }
    }
}

extension DatabaseError {
    fileprivate var isForeign: Bool { resultCode == .SQLITE_NOTADB || resultCode == .SQLITE_CORRUPT }
}
