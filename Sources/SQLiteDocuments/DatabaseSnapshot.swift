import Foundation
import GRDB
import KinoraDocuments
import KinoraKernel

/// A copy of a database as it stands at one moment, made while others write (https://www.sqlite.org/backup.html). Everything here blocks.
package enum DatabaseSnapshot {
    /// Looks whether a file is a database of Kinora's that this program can read, changing nothing.
    /// - Throws: `StoreError.notADatabase`, `.newerFormat`, `.cannotWrite`.
    package static func recognise(_ path: String) throws { try DatabaseFile(path: path).recognise() }

    /// Copies a database into a new file, and looks whether the copy is sound. No migration is taken: the copy has the format of the original.
    /// - Returns: how many documents the copy has of each collection.
    /// - Throws: `StoreError`.
    package static func make(of path: String, at copy: String) throws -> [String: Int] {
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(DatabaseFile.busyTimeout)
            let source = try DatabaseQueue(path: path, configuration: configuration)
            let target = try DatabaseQueue(path: copy)
            try source.backup(to: target)
            // One file, without companions, that can be carried about.
            try target.writeWithoutTransaction { database in
                _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = DELETE")
            }
            try target.close()
            try source.close()
        } catch {
            throw StoreError.translated(error, path: path)
        }
        return try counts(in: copy)
    }

    /// Reads all of a copy.
    /// - Throws: `StoreError.unavailable` when it is damaged.
    package static func counts(in copy: String) throws -> [String: Int] {
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.prepareDatabase { $0.add(function: ContainerEquality.function) }
            let queue = try DatabaseQueue(path: copy, configuration: configuration)
            let counts = try queue.read { database in
                if let defect = try String.fetchOne(database, sql: "PRAGMA integrity_check"), defect != "ok" {
                    throw StoreError.unavailable("\(copy) is damaged: \(defect.onOneLine(atMost: 200)).")
                }
                var counts: [String: Int] = [:]
                for name in try String.fetchAll(database, sql: "SELECT name FROM collections") {
                    counts[name] = try Int.fetchOne(database, sql: "SELECT count(*) FROM \(SQLName.documents(name))")
                }
                return counts
            }
            try queue.close()
            return counts
        } catch {
            throw StoreError.translated(error, path: copy)
        }
    }
}
