/// A chapter as a file states it: nothing of it is to be believed yet.
package struct SourceChapter: Codable, Hashable, Sendable {
    /// Seconds, as the container stamps them.
    package var start: Double
    package var end: Double?
    package var title: String

    package init(start: Double, end: Double? = nil, title: String = "") {
        self.start = start
        self.end = end
        self.title = title
    }
}
