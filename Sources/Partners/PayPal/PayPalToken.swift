import KinoraKernel

/// The token by which PayPal knows the house: one for the process, fetched once for all who wait, and anew before it ends.
actor PayPalToken {
    /// A token as PayPal gives it.
    struct Fresh: Sendable {
        var text: String
        var life: Duration
    }

    private let time: any TimeSource
    private let fetch: @Sendable () async throws -> Fresh
    private var kept: (text: String, until: Moment)?
    /// Owned by whoever comes first, and finished whoever leaves; its own bounds end it.
    private var fetching: Task<String, any Error>?

    init(time: any TimeSource, fetch: @escaping @Sendable () async throws -> Fresh) {
        self.time = time
        self.fetch = fetch
    }

    /// - Throws: what fetching threw, `CancellationError`.
    func text() async throws -> String {
        if let kept, time.now < kept.until { return kept.text }
        let task = fetching ?? begin()
        let text = try await task.value
        try Task.checkCancellation()
        return text
    }

    /// PayPal said that it is worth nothing any more.
    func drop(_ text: String) {
        if kept?.text == text { kept = nil }
    }

    private func begin() -> Task<String, any Error> {
        let task = Task {
            defer { fetching = nil }
            let fresh = try await fetch()
            // Nine tenths of its life: whoever asks at the end must not be late.
            kept = (fresh.text, time.now + .milliseconds(fresh.life.wholeMilliseconds / 10 * 9))
            return fresh.text
        }
        fetching = task
        return task
    }
}
