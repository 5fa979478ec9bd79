import Foundation
import GRDB
import KinoraCatalogue
import KinoraKernel
import KinoraMedia
import Synchronization

/// What is said in everything that can be played, in one file of SQLite's that may be deleted at any time: it is made of the packages.
///
/// Several processes may have the file open; each step is one transaction, and can be repeated. All work is done on GRDB's own queues. A page
/// waits for an answer no longer than `patience`.
package final class SpeechFile: Sendable {
    let path: String
    /// Held for a moment only: pages look into it.
    private let opened = Mutex<DatabasePool?>(nil)
    /// Held by whoever opens the file or throws it away, which may take long; on threads of their own.
    private let handling = Mutex<Void>(())
    /// A search that takes longer is given up, and finds nothing.
    static let patience = Duration.milliseconds(500)
    private static let mostReaders = 2
    /// How long a step waits for another process, in seconds.
    private static let busyTimeout: TimeInterval = 10

    /// Opens nothing yet: the file is made when it is first wanted.
    package init(path: String) {
        self.path = path
    }

    package func close() throws {
        try taken()?.close()
    }

    /// The open file, which nobody else gets any more.
    private func taken() -> DatabasePool? {
        opened.withLock { pool in
            defer { pool = nil }
            return pool
        }
    }

    // MARK: - The file

    func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        let pool = try await pool()
        return try await telling { try await pool.read(body) }
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        let pool = try await pool()
        return try await telling { try await pool.write(body) }
    }

    private func telling<T: Sendable>(_ work: () async throws -> T) async throws -> T {
        do {
            return try await work()
        } catch let error as DatabaseError {
            if error.resultCode == .SQLITE_INTERRUPT { throw CancellationError() }
            let trouble = SpeechTrouble(error, path: path)
            if case .lost = trouble { try await discard() }
            throw trouble
        }
    }

    private func pool() async throws -> DatabasePool {
        if let pool = opened.withLock({ $0 }) { return pool }
        return try await BlockingWork.run { [self] _ in
            do {
                return try handling.withLock { _ in
                    if let pool = opened.withLock({ $0 }) { return pool }
                    let pool = try Self.open(path)
                    opened.withLock { $0 = pool }
                    return pool
                }
            } catch let error as DatabaseError {
                throw SpeechTrouble(error, path: path)
            }
        }
    }

    /// Opens the file; what is of another format, or no such file at all, is made anew. Blocks.
    private static func open(_ path: String) throws -> DatabasePool {
        do {
            if let pool = try standing(path) { return pool }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB || error.resultCode == .SQLITE_CORRUPT {
            // Thrown away below.
        }
        remove(path)
        let pool = try DatabasePool(path: path, configuration: configuration)
        try pool.write { database in
            if try !SpeechFormat.isStanding(database) { try SpeechFormat.make(database) }
        }
        return pool
    }

    private static func standing(_ path: String) throws -> DatabasePool? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let pool = try DatabasePool(path: path, configuration: configuration)
        if try pool.read(SpeechFormat.isStanding) { return pool }
        try pool.close()
        return nil
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout)
        configuration.maximumReaderCount = mostReaders
        configuration.label = "Kinora speech"
        return configuration
    }

    private static func remove(_ path: String) {
        for companion in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + companion) }
    }

    /// Throws the file away.
    private func discard() async throws {
        _ = try await BlockingWork.run { [self] _ in
            handling.withLock { _ in
                try? taken()?.close()
                Self.remove(path)
            }
        }
    }
}
