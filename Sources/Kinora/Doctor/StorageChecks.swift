import Foundation

/// Is there room for films, and may Kinora write there?
struct StorageChecks: Sendable {
    let settings: Settings

    /// Below this a film of ordinary length may not fit any more.
    private static let comfortable: Int64 = 10_000_000_000
    private static let least: Int64 = 1_000_000_000

    func findings() -> [Finding] {
        [writing(), space()]
    }

    /// The folder itself, or the nearest one above it that is there already.
    private var nearestFolder: String {
        var folder = settings.data
        while !FileManager.default.fileExists(atPath: folder), folder.count > 1 {
            folder = (folder as NSString).deletingLastPathComponent
        }
        return folder
    }

    private func writing() -> Finding {
        let probe = "\(nearestFolder)/.kinora-doctor-\(ProcessInfo.processInfo.processIdentifier)"
        defer { unlink(probe) }
        do {
            try Data("Kinora tries whether it can write here; safe to delete.\n".utf8).write(to: URL(fileURLWithPath: probe))
            return .fine("data folder", "\(settings.data) can be written")
        } catch CocoaError.fileWriteOutOfSpace {
            return .broken("data folder", "\(nearestFolder) cannot be written: the disk is full", do: "Free some space.")
        } catch {
            return .broken(
                "data folder", "\(nearestFolder) cannot be written", do: "Correct its permissions, or choose another folder with --data.")
        }
    }

    private func space() -> Finding {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: nearestFolder)
        guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value else {
            return .warning("disk space", "cannot be told", do: "Look at it with: df -h \(nearestFolder)")
        }
        let text = "\(Self.gigabytes(free)) GB free at \(nearestFolder)"
        if free < Self.least {
            return .broken("disk space", text, do: "Free some space, or choose a folder on another disk with --data.")
        }
        if free < Self.comfortable {
            return .warning("disk space", text, do: "Enough for short films only; plan for about 2 GB for each hour of film.")
        }
        return .fine("disk space", text)
    }

    private static func gigabytes(_ bytes: Int64) -> String {
        let tenths = bytes / 100_000_000
        return "\(tenths / 10).\(tenths % 10)"
    }
}
