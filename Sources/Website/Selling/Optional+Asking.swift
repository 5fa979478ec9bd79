extension Optional {
    /// As `map`, for what has to be asked for.
    func mapAsync<T>(_ transform: (Wrapped) async throws -> T) async rethrows -> T? {
        if let value = self { try await transform(value) } else { nil }
    }
}
