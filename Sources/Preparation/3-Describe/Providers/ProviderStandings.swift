import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import Logging
import Synchronization

/// Which providers are left alone for a while, and why.
///
/// What counts is what this process met with: a new one tries again at once, because the owner may have corrected the key. The documents
/// only tell pages of it.
package final class ProviderStandings: Sendable {
    private let pauses = Mutex<[Origin: Moment]>([:])
    private let told = Mutex<Set<Origin>>([])
    private let records: Records<ProviderStanding>
    private let time: any TimeSource
    private let log: Logger

    package init(store: any DocumentStore, time: any TimeSource, log: Logger) {
        records = Records(in: store)
        self.time = time
        self.log = log
    }

    func isOpen(_ provider: Origin) -> Bool {
        pauses.withLock { $0[provider].map { $0 <= time.now } ?? true }
    }

    func pause(_ provider: Origin, _ trouble: LookupTrouble) async throws {
        guard let pause = trouble.pause else { return }
        let until = time.now + pause
        pauses.withLock { $0[provider] = until }
        told.withLock { _ = $0.remove(provider) }
        log.warning("\(trouble.sentence)")
        try await records.change(provider.rawValue, startingFrom: ProviderStanding()) { standing in
            standing.pausedUntil = until
            standing.reason = trouble.sentence
            standing.explained = trouble.explanation
        }
    }

    /// It answered.
    func isWell(_ provider: Origin) async throws {
        pauses.withLock { $0[provider] = nil }
        guard told.withLock({ $0.insert(provider).inserted }) else { return }
        guard let known = try await records.read(provider.rawValue), known.value != ProviderStanding() else { return }
        try await records.change(provider.rawValue) { $0 = ProviderStanding() }
    }

    /// Those who are left alone at present, for pages that say why.
    package static func notices(
        _ providers: [Origin], in store: any DocumentStore, at now: Moment
    ) async throws -> [ProviderStanding] {
        let records = Records<ProviderStanding>(in: store)
        var notices: [ProviderStanding] = []
        for provider in providers {
            guard let standing = try await records.read(provider.rawValue)?.value, let until = standing.pausedUntil, until > now else {
                continue
            }
            notices.append(standing)
        }
        return notices
    }
}
