import KinoraDocuments
import KinoraKernel

/// Those who left for a provider and have not come back.
package struct AttemptBook: Sendable {
    private let records: Records<ProviderAttempt>
    private let time: any TimeSource

    package init(store: any DocumentStore, time: any TimeSource) {
        records = Records(in: store)
        self.time = time
    }

    /// Begins an attempt.
    /// - Parameter complete: adds what only the caller knows.
    /// - Returns: the attempt, and what the browser's cookie must hold, which is kept nowhere.
    package func begin(
        _ purpose: ProviderAttempt.Purpose, with provider: String, _ complete: (inout ProviderAttempt) -> Void = { _ in }
    ) async throws -> (attempt: ProviderAttempt, browser: String) {
        let browser = RandomToken.make()
        var attempt = ProviderAttempt(purpose, with: provider, browser: browser, at: time.now)
        complete(&attempt)
        _ = try await records.insert(attempt, id: RandomToken.digest(of: attempt.state))
        return (attempt, browser)
    }

    /// Takes an attempt out of the book: of many answers to it, however close together, one gets it. An answer that comes without the
    /// browser's own cookie gets nothing, and leaves the attempt to the browser that began it.
    /// - Throws: `ProviderRefusal.stale`.
    package func spend(state: String?, with provider: String, browser: String?) async throws -> ProviderAttempt {
        guard let state, let browser, state.utf8.count == RandomToken.length, browser.utf8.count == RandomToken.length,
            let found = try await records.read(RandomToken.digest(of: state)), found.value.provider == provider,
            found.value.browser == RandomToken.digest(of: browser), try await records.delete(found.id), found.value.expiresAt > time.now
        else { throw ProviderRefusal.stale }
        var attempt = found.value
        attempt.state = state
        return attempt
    }

    /// Removes those whose time is over.
    package func sweep() async throws {
        let atOnce = 500
        while true {
            let found = try await records.find(Query(.atMost("expiresAt", .date(time.now)), limit: atOnce))
            for attempt in found { _ = try await records.delete(attempt.id) }
            if found.count < atOnce { return }
        }
    }
}
