import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraSQLiteDocuments
import Logging

/// Does the chosen database open, and is it whole, or does it answer?
struct DatabaseCheck: Sendable {
    let settings: Settings

    func findings() async -> [Finding] {
        switch settings.engine {
        case .sqlite(let path): [await file(path)]
        case .mongodb:
            [await answer("See that MongoDB runs there, and that mongodb-uri has the right user, password and name of the database.")]
        case .remote:
            [await answer("See that the server runs there, and that video-api-token is a token of its with the scope documents.")]
        }
    }

    private func file(_ path: String) async -> Finding {
        guard FileManager.default.fileExists(atPath: path) else {
            return .fine("database", "none yet; it is made at the first start")
        }
        do {
            let store = try await SQLiteStore(path: path, time: SystemTime())
            let damage = try await store.defects().first
            try await store.close()
            if let damage {
                return .broken(
                    "database", "\(path) is damaged: \(damage.onOneLine(atMost: 200))",
                    do: "Put a backup in its place, or move it away and scan anew.")
            }
            return .fine("database", "\(path) opens and is whole")
        } catch let complaint as any Complaint {
            return .broken(
                "database", complaint.sentence, do: "Move the file away if it is not Kinora's, or choose another folder with --data.")
        } catch {
            return .broken(
                "database", "\(path) cannot be opened", do: "See whether another program holds it, and whether the disk is full.")
        }
    }

    /// Asks an engine that runs elsewhere where its change feed stands, which changes nothing.
    private func answer(_ advice: String) async -> Finding {
        let name = settings.engine.name
        do {
            let store = try await settings.engine.open(time: SystemTime(), logger: House.logger("documents", at: .error))
            do {
                _ = try await store.latestPosition()
            } catch {
                try? await store.close()
                throw error
            }
            try await store.close()
            return .fine("database", "\(name) answers")
        } catch let failure as SettingsFailure {
            return .broken("database", failure.sentence, do: "Choose another database, or another build of Kinora.")
        } catch let complaint as any Complaint {
            return .broken("database", "\(name): \(complaint.sentence)", do: advice)
        } catch {
            return .broken("database", "\(name) does not answer", do: advice)
        }
    }
}
