import KinoraDocuments

/// What became on one day of the titles in one kind of row: sums, and nothing of anybody. The document's name is made of both (`name`).
package struct RecommendedDay: Record, Hashable {
    package static let schema = CollectionSchema("recommended-days", indexes: [.lookup("day")])

    /// How far a title came that was recommended.
    package enum Step: String, Sendable, CaseIterable { case shown, opened, started, finished }

    /// Days since 1970, of UTC.
    package var day: Int
    /// The kind of row.
    package var row: String
    package var shown: Int
    package var opened: Int
    package var started: Int
    package var finished: Int

    package init(day: Int, row: String) {
        (self.day, self.row) = (day, row)
        (shown, opened, started, finished) = (0, 0, 0, 0)
    }

    package static func name(_ day: Int, _ row: String) -> String { "\(day)-\(row)" }

    package func count(_ step: Step) -> Int {
        switch step {
        case .shown: shown
        case .opened: opened
        case .started: started
        case .finished: finished
        }
    }

    mutating func add(_ number: Int, _ step: Step) {
        switch step {
        case .shown: shown += number
        case .opened: opened += number
        case .started: started += number
        case .finished: finished += number
        }
    }
}
