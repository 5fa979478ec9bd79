import KinoraDocuments

extension CatalogueEditor {
    /// Makes every title's age anew if the owner chose another country than before, or Kinora learned to read more ratings. Costs one small
    /// question where nothing changed.
    /// - Parameter country: whose ratings go before others (ISO 3166-1); nil for none.
    package func settleAges(country: String?) async throws {
        try await ages.settleAll(by: AgeRule(country: country))
    }
}
