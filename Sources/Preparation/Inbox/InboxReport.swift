/// What was done in one round through the inbox.
package struct InboxReport: Hashable, Sendable {
    package struct Item: Hashable, Sendable {
        /// Relative to the inbox.
        package var file: String
        /// Where it is now, relative to the library or the folder of what could not be used.
        package var place: String
        /// Why it could not be used; nil for what is in the library now.
        package var reason: String?
    }

    /// Why nothing was done, if so.
    package var refusal: String?
    package var items: [Item] = []
    /// What could not be moved, and other news for the owner.
    package var notes: [String] = []
}
