/// An action took longer than it may.
struct TooSlow: Error {}

/// Ends an action that takes too long.
func within<T: Sendable>(_ limit: Duration, _ body: @Sendable @escaping () async throws -> T) async throws -> T {
    try await withThrowingTaskGroup(of: T?.self) { group in
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: limit)
            return nil
        }
        defer { group.cancelAll() }
        guard let first = try await group.next(), let outcome = first else { throw TooSlow() }
        return outcome
    }
}
