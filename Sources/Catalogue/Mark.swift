/// A stretch of credits.
package struct Mark: Codable, Hashable, Sendable {
    /// How it was found; what comes first is believed before what comes later.
    package enum Evidence: String, Codable, Sendable, CaseIterable {
        /// A chapter is called so.
        case chapter
        /// It sounds the same in neighbouring episodes.
        case sound
        /// The picture becomes dark in a silence near the end, and stays so.
        case picture
    }

    /// In milliseconds from the film's beginning.
    package var start: Int64
    /// In milliseconds; behind the start.
    package var end: Int64
    package var evidence: Evidence

    package init(start: Int64, end: Int64, evidence: Evidence) {
        self.start = start
        self.end = end
        self.evidence = evidence
    }

    private var rank: Int { Evidence.allCases.firstIndex(of: evidence) ?? Evidence.allCases.count }

    /// The better founded of two; of those founded alike the longer, so that it does not matter which was found first.
    static func better(_ first: Mark?, _ second: Mark?) -> Mark? {
        guard let first, let second else { return first ?? second }
        return (second.rank, first.end - first.start) < (first.rank, second.end - second.start) ? second : first
    }
}
