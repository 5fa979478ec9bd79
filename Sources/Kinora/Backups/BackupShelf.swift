import Foundation
import KinoraKernel

/// The folder in which backups lie, each in a folder named after its moment. Everything here blocks.
struct BackupShelf: Sendable {
    let folder: String

    private static let beginning = "kinora-"
    /// A draft that is older was left by a process that was killed.
    private static let oldestDraft = Duration.seconds(24 * 3600)

    /// `kinora-2026-11-28T18-35-00Z`: without colons, for every file system.
    static func name(at moment: Moment) -> String {
        beginning + moment.iso8601.prefix(19).replacing(":", with: "-") + "Z"
    }

    /// Makes the folder of a draft, and takes away old ones that were never finished.
    func begin(at moment: Moment) throws -> String {
        try BackupFiles.makeFolder(folder)
        for name in names() where name.hasPrefix(".\(Self.beginning)") {
            let path = "\(folder)/\(name)"
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            guard let changed = attributes?[.modificationDate] as? Date, moment.since(Moment(changed)) > Self.oldestDraft else { continue }
            try? FileManager.default.removeItem(atPath: path)
        }
        let draft = "\(folder)/.\(Self.name(at: moment)).part"
        do {
            try FileManager.default.createDirectory(
                atPath: draft, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch CocoaError.fileWriteFileExists {
            throw BackupFailure.isThere(draft)
        } catch {
            throw BackupFailure.cannotWrite(draft)
        }
        return draft
    }

    /// Gives a draft its name.
    func finish(_ draft: String, at moment: Moment) throws -> String {
        let place = "\(folder)/\(Self.name(at: moment))"
        BackupFiles.settle(draft)
        guard !FileManager.default.fileExists(atPath: place) else { throw BackupFailure.isThere(place) }
        do {
            try FileManager.default.moveItem(atPath: draft, toPath: place)
        } catch {
            throw BackupFailure.cannotWrite(place)
        }
        BackupFiles.settle(folder)
        return place
    }

    /// The finished backups, the oldest first.
    func backups() -> [String] {
        names().filter { name in
            name.hasPrefix(Self.beginning) && FileManager.default.fileExists(atPath: "\(folder)/\(name)/\(BackupManifest.name)")
        }
    }

    /// Takes the oldest away, so that so many stay. What is no backup is not touched.
    /// - Returns: the names of those that are gone.
    @discardableResult
    func keep(_ most: Int) -> [String] {
        let gone = Array(backups().dropLast(most))
        for name in gone {
            // Without its manifest it is no backup any more, should removing it be interrupted.
            try? FileManager.default.removeItem(atPath: "\(folder)/\(name)/\(BackupManifest.name)")
            try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
        return gone
    }

    private func names() -> [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() }
}
