import KinoraAccounts
import KinoraDocuments
import KinoraKernel
import KinoraViewing
import Logging
import ServiceLifecycle

/// Forgets what the owner does not want to be kept for longer: what was watched (`history-days`), who signed in (`sign-in-days`), and
/// screenings that are over.
struct Retention: Sendable {
    let house: House
    let accounts: Accounts

    private static let interval = Duration.seconds(6 * 3600)
    private static let day = Duration.seconds(24 * 3600)

    /// At the start and four times a day. Nothing in safe mode.
    var service: any Service {
        let log = house.logger("retention")
        return LongWork {
            while true {
                do {
                    if !house.settings.isSafe { try await forget() }
                } catch let error as StoreError {
                    log.warning("What is to be forgotten could not be removed", metadata: ["reason": "\(error.sentence)"])
                }
                try await Task.sleep(for: Self.interval)
            }
        }
    }

    func forget() async throws {
        let now = house.time.now
        if let days = house.settings.historyDays {
            try await WatchHistory(store: house.store, time: house.time).forget(before: now - Self.day * days)
        }
        try await ScreeningBook(store: house.store, time: house.time).sweep()
        try await accounts.forgetSignIns(before: now - Self.day * house.settings.signInDays)
    }
}
