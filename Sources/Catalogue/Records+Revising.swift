import KinoraDocuments

extension Records where R: Equatable {
    /// Rewrites a record by a rule that may ask further questions. The rule is asked again when somebody else wrote the record meanwhile, so
    /// that what it read besides is never older than the record that it changes. One that is gone, or that the rule leaves as it is, is not
    /// written.
    /// - Parameters:
    ///   - evenUnchanged: whether a record is written anew that stays the same, for those who follow the change feed.
    ///   - rule: nil for no change.
    func revise(_ id: String, evenUnchanged: Bool = false, _ rule: (R) async throws -> R?) async throws {
        for _ in 0..<CatalogueEditor.mostRaces {
            guard let found = try await read(id), let value = try await rule(found.value) else { return }
            guard evenUnchanged || value != found.value else { return }
            do {
                _ = try await replace(id, with: value, ifMatch: found.etag)
                return
            } catch StoreError.changed {
                continue
            } catch StoreError.missing {
                return
            }
        }
        throw StoreError.unavailable("the title \(id) is changed too often")
    }
}
