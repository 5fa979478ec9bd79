import KinoraKernel

/// What can go wrong with a document store. Each case is something the caller or the owner can act upon.
package enum StoreError: Complaint, Hashable {
    /// A document of this name stands already.
    case exists(collection: String, id: String)
    /// Another document has the same values in a unique index.
    case notUnique(collection: String, paths: [String])
    case missing(collection: String, id: String)
    /// Somebody else wrote in between; the present version is given.
    case changed(collection: String, id: String, now: ETag)
    /// `prepare` was not called for this collection.
    case unknownCollection(String)
    /// A body, name, path or filter that no engine can keep: says why.
    case invalid(String)
    /// A document stands there that the program cannot read, at the field named.
    case unreadable(collection: String, id: String, field: String, reason: String)
    /// The file was written by a newer Kinora.
    case newerFormat(path: String)
    /// The file is there, but no database of Kinora's: it was left as it is.
    case notADatabase(path: String)
    /// The disk is full, or writing is refused.
    case cannotWrite(path: String, reason: String)
    /// The engine answers and says no: a wrong password, missing rights, an address that is none. Says what the owner can correct.
    case refused(String)
    /// The engine does not answer.
    case unavailable(String)
    /// The engine answers, but not as it is set up: an address, a token or a certificate is wrong, or the server is another one. Says what
    /// to correct; trying again changes nothing.
    case unusable(String)

    package var sentence: String {
        switch self {
        case .exists(let collection, let id): "There is already a document \(id) in \(collection)."
        case .notUnique(let collection, let paths):
            "Another document in \(collection) has the same \(paths.joined(separator: " and "))."
        case .missing(let collection, let id): "There is no document \(id) in \(collection)."
        case .changed(let collection, let id, _):
            "The document \(id) in \(collection) was changed by somebody else; read it again and repeat."
        case .unknownCollection(let name): "There is no collection called \(name)."
        case .invalid(let reason), .unusable(let reason): reason
        case .unreadable(let collection, let id, let field, let reason):
            "The document \(id) in \(collection) cannot be read (\(field.isEmpty ? "" : field + ": ")\(reason)). Was it written by another version?"
        case .newerFormat(let path): "\(path) was written by a newer Kinora. Install that version, or restore an older copy."
        case .notADatabase(let path):
            "\(path) is not a Kinora database; it was left as it is. Move it away, or choose another folder with --data."
        case .cannotWrite(let path, let reason):
            "Cannot write to \(path) (\(reason)). Free some space or correct the permissions, then try again."
        case .refused(let reason): "The database cannot be used: \(reason)"
        case .unavailable(let reason): "The database does not answer: \(reason)"
        }
    }
}
