/// Takes down what players report. Returns when it is written.
package protocol WatchRecorder: Sendable {
    /// - Throws: `WatchRefusal` where the report is not believed; `JournalFull`; `StoreError`.
    func record(_ entry: WatchEntry) async throws
}
