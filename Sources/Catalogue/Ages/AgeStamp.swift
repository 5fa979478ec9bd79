import KinoraDocuments

/// By which rule the ages of all titles were made; one document. Whoever writes titles reads it, so that all processes keep to one rule.
package struct AgeStamp: Record, Hashable {
    package static let schema = CollectionSchema("ages")
    static let id = "rule"

    /// See `AgeRule.version`.
    var version: Int
    /// See `AgeRule.country`.
    var country: String?
    /// Whether the titles that were there before have been looked at.
    var isSettled: Bool
}
