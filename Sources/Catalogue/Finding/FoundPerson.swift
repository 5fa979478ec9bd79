/// Somebody whose name a search found.
package struct FoundPerson: Sendable, Hashable {
    package let id: PersonID
    package let name: String
    /// In how many titles that the viewer may see.
    package let titles: Int
}
