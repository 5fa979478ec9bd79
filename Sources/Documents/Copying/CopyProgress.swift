/// The state of a copy together with the version that was read of it: only one copy into a target can go on.
struct CopyProgress: Sendable {
    private(set) var state: CopyState
    private let id: String
    private var etag: ETag
    private let records: Records<CopyState>

    init(_ stored: Stored<CopyState>, in records: Records<CopyState>) {
        state = stored.value
        id = stored.id
        etag = stored.etag
        self.records = records
    }

    /// Changes the state and writes it.
    /// - Throws: `CopyFailure.concurrent` when another copy has written it.
    mutating func save(_ change: (inout CopyState) -> Void) async throws {
        var changed = state
        change(&changed)
        do {
            etag = try await records.replace(id, with: changed, ifMatch: etag).etag
        } catch StoreError.changed {
            throw CopyFailure.concurrent
        }
        state = changed
    }
}
