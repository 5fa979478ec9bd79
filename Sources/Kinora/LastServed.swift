import KinoraDelivery
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import KinoraPreparation
import Logging
import Synchronization

/// Remembers when somebody last watched, and writes it down for workers in other processes.
final class LastServed: ServingWitness {
    private let time: any TimeSource
    private let audience: StoredAudience
    private let last = Mutex<Moment?>(nil)
    private let logger: Logger

    /// How often it is written down while somebody watches.
    private static let every = Duration.seconds(5)

    init(store: any DocumentStore, time: any TimeSource, logger: Logger) {
        self.time = time
        self.logger = logger
        audience = StoredAudience(store: store)
    }

    func served(_ package: PackageID) {
        let now = time.now
        last.withLock { $0 = now }
    }

    /// Writes until its task is cancelled.
    func run() async throws {
        while true {
            try await Task.sleep(for: Self.every)
            guard
                let moment = last.withLock({ moment in
                    defer { moment = nil }
                    return moment
                })
            else { continue }
            do {
                try await audience.note(moment)
            } catch let error as StoreError {
                logger.warning("That somebody watches cannot be written down: \(error.sentence)")
            }
        }
    }
}
