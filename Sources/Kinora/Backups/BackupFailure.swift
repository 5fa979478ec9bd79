import KinoraKernel

/// Why a backup is not made, or not restored.
enum BackupFailure: Complaint, Hashable {
    case cannotWrite(String)
    case cannotRead(String)
    case notABackup(String)
    case newer(String, version: String)
    /// A file of the backup is not the one that was written.
    case damaged(String)
    /// What was copied is not what the manifest counts.
    case miscounted(collection: String)
    case notEmpty(String)
    /// A copy of an SQLite file, for a house with another engine.
    case otherEngine(String)
    case interrupted(String)
    case isThere(String)
    case notHere(String)

    var sentence: String {
        switch self {
        case .cannotWrite(let path):
            "\(path.onOneLine(atMost: 200)) cannot be written; free some space or correct the permissions, then try again. Nothing was kept."
        case .cannotRead(let path): "\(path.onOneLine(atMost: 200)) cannot be read; correct its permissions, then try again."
        case .notABackup(let folder): "\(folder.onOneLine(atMost: 200)) is no backup of Kinora's; name a folder that holds a backup.json."
        case .newer(let folder, let version):
            "\(folder.onOneLine(atMost: 200)) was made by Kinora \(version.onOneLine(atMost: 20)), which is newer than this one "
                + "(\(Version.current)). Install that version, and restore with it."
        case .damaged(let path):
            "\(path.onOneLine(atMost: 200)) is not the file that was backed up; the backup is damaged. Nothing was changed; use another one."
        case .miscounted(let collection):
            "The backup does not hold the \(collection.onOneLine(atMost: 80)) that it should; it is damaged. Use another one."
        case .notEmpty(let place):
            "\(place.onOneLine(atMost: 200)) is not empty, and a restore never overwrites. Choose a new folder with --data, or move the old one "
                + "away."
        case .otherEngine(let name):
            "This backup is a copy of an SQLite database, and this house keeps its documents in \(name). Restore it into a folder with SQLite, "
                + "then use: kinora copy --from FOLDER --to \(name)"
        case .interrupted(let folder):
            "A restore into \(folder.onOneLine(atMost: 200)) was interrupted. Start the same kinora restore again; it begins anew."
        case .isThere(let path): "\(path.onOneLine(atMost: 200)) is there already. Wait a second, then try again."
        case .notHere(let name):
            "The documents are behind \(name), and are backed up where they are kept. Run kinora backup on that server."
        }
    }
}
