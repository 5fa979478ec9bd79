import KinoraKernel

/// A row of the first page, as its owner wants it.
package struct HomeRow: Codable, Hashable, Sendable {
    /// What stands in it.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        // Rows that every house has, in the order in which they stand by themselves.
        case continueWatching, myList, recommended, new, films, series, genres
        // Rows that an owner adds.
        case collection, genre, titles

        /// Whether it is a row of the owner's own, which can be removed, and there can be several of.
        package var isOwn: Bool { [.collection, .genre, .titles].contains(self) }
    }

    /// Names the row among the others.
    package var id: String
    package var kind: Kind
    /// Nil where the row has no heading but its own.
    package var heading: String?
    /// The genre, or the collection as titles name it.
    package var subject: String?
    /// Names of titles among the documents, in their order.
    package var titles: [String]?
    package var isHidden: Bool?
    /// Nil for always.
    package var from: Moment?
    package var until: Moment?

    package init(_ kind: Kind, id: String? = nil, heading: String? = nil, subject: String? = nil, titles: [String]? = nil) {
        self.id = id ?? kind.rawValue
        self.kind = kind
        self.heading = heading
        self.subject = subject
        self.titles = titles
    }

    /// Whether it stands on the page at a moment; where the two bounds say the same, never.
    package func isShown(at now: Moment) -> Bool {
        isHidden != true && from.map { $0 <= now } ?? true && until.map { now < $0 } ?? true
    }
}
