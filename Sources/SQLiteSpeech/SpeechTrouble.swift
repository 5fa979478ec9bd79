import GRDB
import KinoraKernel

/// Why what is said cannot be kept or looked up.
package enum SpeechTrouble: Complaint, Hashable {
    /// It was damaged, and is thrown away: it can be made anew.
    case lost(path: String)
    case cannotWrite(path: String, reason: String)

    package var sentence: String {
        switch self {
        case .lost(let path): "\(path) was damaged. It is made anew from the packages."
        case .cannotWrite(let path, let reason): "\(path) cannot be used: \(reason). What is said cannot be searched until that is mended."
        }
    }

    init(_ error: DatabaseError, path: String) {
        switch error.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: self = .lost(path: path)
        case .SQLITE_FULL: self = .cannotWrite(path: path, reason: "the disk is full")
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN:
            self = .cannotWrite(path: path, reason: "it cannot be opened or written")
        default:
            self = .cannotWrite(path: path, reason: (error.message ?? "SQLite code \(error.resultCode.rawValue)").onOneLine(atMost: 200))
        }
    }
}
