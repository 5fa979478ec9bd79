extension Records where R: Equatable {
    /// Like `change`, but a record that the rule leaves as it was is not written, and keeps its version.
    package func amend<Outcome: Sendable>(_ id: String, _ decide: @Sendable (inout R) throws -> Outcome) async throws -> Outcome {
        guard let found = try await read(id) else { throw StoreError.missing(collection: R.schema.name, id: id) }
        var value = found.value
        let outcome = try decide(&value)
        guard value != found.value else { return outcome }
        do {
            _ = try await replace(id, with: value, ifMatch: found.etag)
            return outcome
        } catch StoreError.changed {
            return try await change(id, decide)
        }
    }
}
