import Foundation
import GRDB
import KinoraDocuments
import KinoraKernel

extension StoreError {
    /// What an error of SQLite means for whoever called. Other errors pass as they are.
    static func translated(_ error: any Error, path: String) -> any Error {
        switch error {
        case let problem as JSONProblem: StoreError.unavailable("\(path) holds a damaged document. \(problem.sentence)")
        case let error as DatabaseError: translated(error, path: path)
        default: error
        }
    }

    private static func translated(_ error: DatabaseError, path: String) -> StoreError {
        switch error.resultCode {
        case .SQLITE_FULL: .cannotWrite(path: path, reason: "the disk is full")
        case .SQLITE_READONLY, .SQLITE_PERM: .cannotWrite(path: path, reason: "writing is not allowed there")
        case .SQLITE_CANTOPEN: .cannotWrite(path: path, reason: "the file cannot be opened or made")
        case .SQLITE_IOERR: .cannotWrite(path: path, reason: "the disk reports an error, code \(error.extendedResultCode.rawValue)")
        case .SQLITE_BUSY, .SQLITE_LOCKED: .unavailable("another process has held \(path) for too long. Try again.")
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: .unavailable("\(path) is damaged. Restore it from a backup.")
        case .SQLITE_TOOBIG: .invalid("The document or the filter is too large.")
        default: .unavailable("\(error.message ?? "SQLite code \(error.extendedResultCode.rawValue)") (\(path)).".onOneLine())
        }
    }
}
