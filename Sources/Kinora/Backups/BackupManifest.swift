import Foundation

/// What a backup holds, as it stands in its `backup.json`.
struct BackupManifest: Codable, Hashable, Sendable {
    static let name = "backup.json"
    /// The form of backups; raised when older programs cannot read them any more.
    static let newestFormat = 1

    var format = newestFormat
    /// The version of the program that made it.
    var kinora = Version.current
    /// ISO 8601, UTC.
    var madeAt: String
    var kind: Kind
    /// How many documents there are of each collection.
    var documents: [String: Int]
    var files: [File]
    /// The packages that the house had, by name. They are large, and not in the backup.
    var packages: [String]

    /// How the documents are kept.
    enum Kind: String, Codable, Sendable {
        /// `documents.sqlite`, a copy of the database.
        case sqlite
        /// `documents.jsonl`, an export.
        case export

        var file: String {
            switch self {
            case .sqlite: "documents.sqlite"
            case .export: "documents.jsonl"
            }
        }
    }

    struct File: Codable, Hashable, Sendable {
        /// Below the backup's folder.
        var path: String
        var bytes: Int64
        var sha256: String
    }

    /// Bytes of a manifest; one of a million pictures is no longer.
    private static let longest = 256 << 20

    /// Whether a backup of ours could say this: the documents, the keys, and files of two folders, each once. What a manifest names is put into
    /// a data folder, and nothing else may come there.
    private var isPlausible: Bool {
        let isOurs = { (path: String) in
            path == kind.file || path == "keys"
                || ["corrections/", "artwork/"].contains { path.hasPrefix($0) && path.utf8.count > $0.utf8.count }
        }
        return Set(files.map(\.path)).count == files.count && files.contains { $0.path == kind.file }
            && files.allSatisfy { BackupFiles.isBelow($0.path) && isOurs($0.path) && $0.bytes >= 0 }
            && documents.values.allSatisfy { $0 >= 0 }
    }

    /// The sum of what the files say, however much a lying one says.
    var bytes: Int64 { files.reduce(0) { $0.addingReportingOverflow($1.bytes).partialValue } }

    func write(into folder: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let path = "\(folder)/\(Self.name)"
        do {
            try encoder.encode(self).write(to: URL(fileURLWithPath: path))
        } catch {
            throw BackupFailure.cannotWrite(path)
        }
    }

    /// - Throws: `BackupFailure` for what is no backup, or one of a newer program.
    static func read(in folder: String) throws -> BackupManifest {
        guard let data = BackupFiles.contents("\(folder)/\(name)", atMost: longest) else { throw BackupFailure.notABackup(folder) }
        struct Beginning: Decodable {
            var format: Int
            var kinora: String
        }
        guard let beginning = try? JSONDecoder().decode(Beginning.self, from: data) else { throw BackupFailure.notABackup(folder) }
        guard beginning.format <= newestFormat else { throw BackupFailure.newer(folder, version: beginning.kinora) }
        do {
            let manifest = try JSONDecoder().decode(BackupManifest.self, from: data)
            guard manifest.isPlausible else { throw BackupFailure.notABackup(folder) }
            return manifest
        } catch is DecodingError {
            throw BackupFailure.notABackup(folder)
        }
    }
}
