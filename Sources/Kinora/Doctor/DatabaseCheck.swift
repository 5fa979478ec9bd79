import Foundation
import KinoraKernel
import KinoraSQLiteDocuments

/// Does the database open, and is it whole?
struct DatabaseCheck: Sendable {
    let settings: Settings

    func findings() async -> [Finding] {
        let path = House.databasePath(in: settings.data)
        guard FileManager.default.fileExists(atPath: path) else {
            return [.fine("database", "none yet; it is made at the first start")]
        }
        do {
            let store = try await SQLiteStore(path: path, time: SystemTime())
            let damage = try await store.defects().first
            try await store.close()
            if let damage {
                return [
                    .broken(
                        "database", "\(path) is damaged: \(damage.onOneLine(atMost: 200))",
                        do: "Put a backup in its place, or move it away and scan anew.")
                ]
            }
            return [.fine("database", "\(path) opens and is whole")]
        } catch let complaint as any Complaint {
            return [
                .broken(
                    "database", complaint.sentence, do: "Move the file away if it is not Kinora's, or choose another folder with --data.")
            ]
        } catch {
            return [
                .broken("database", "\(path) cannot be opened", do: "See whether another program holds it, and whether the disk is full.")
            ]
        }
    }
}
