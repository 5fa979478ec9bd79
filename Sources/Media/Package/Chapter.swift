/// A stretch of the film with a name.
package struct Chapter: Codable, Hashable, Sendable {
    /// In milliseconds from the film's beginning.
    package var start: Int64
    /// In milliseconds; behind the start, and not behind the next chapter's.
    package var end: Int64
    /// On one line; empty when the source gives none.
    package var title: String

    package init(start: Int64, end: Int64, title: String) {
        self.start = start
        self.end = end
        self.title = title
    }
}
