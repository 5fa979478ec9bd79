/// A collection as a directory shows it: what of it a viewer may see.
package struct CollectionCount: Sendable, Hashable {
    package let id: CollectionID
    /// As its first film spells it.
    package let name: String
    package let films: Int
    /// The name of its first film among the documents.
    package let first: String
}
