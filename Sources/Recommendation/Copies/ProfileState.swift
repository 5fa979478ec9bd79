import KinoraKernel

/// All that the graph knows of one profile and that an answer can depend on.
package struct ProfileState: Sendable, Hashable {
    /// (Profile)-[WATCHED]->(Title), as far as the watch counts.
    package struct Watched: Sendable, Hashable {
        package var title: Int32
        /// Sittings.
        package var count: UInt16
        package var seconds: UInt32
        /// 0 … 255, how far it went.
        package var reached: UInt8
        /// Seconds since 1970.
        package var firstAt: UInt32
        package var lastAt: UInt32

        package init(title: Int32, count: UInt16, seconds: UInt32, reached: UInt8, firstAt: UInt32, lastAt: UInt32) {
            self.title = title
            self.count = count
            self.seconds = seconds
            self.reached = reached
            self.firstAt = firstAt
            self.lastAt = lastAt
        }

        init(_ edge: Edge) {
            self.init(
                title: edge.title, count: edge.count, seconds: edge.seconds, reached: edge.reached, firstAt: edge.firstAt,
                lastAt: edge.lastAt)
        }

        var edge: Edge {
            var edge = Edge(title: title, at: firstAt)
            (edge.count, edge.seconds, edge.reached, edge.lastAt, edge.marks) = (count, seconds, reached, lastAt, Edge.counts)
            return edge
        }
    }

    package var id: String
    /// Whether the profile wants no recommendations, and nothing kept for them.
    package var isOff: Bool
    /// In the order in which the titles began to count.
    package var watched: [Watched]
    /// "Not for me", in the order in which it was said.
    package var unwanted: [Int32]
    /// What the profile said of genres and people, in the order in which it was said.
    package var leanings: [Leaning]
    /// Titles whose watches say nothing of the profile.
    package var setAside: [Int32]

    package init(
        id: String, isOff: Bool = false, watched: [Watched] = [], unwanted: [Int32] = [], leanings: [Leaning] = [], setAside: [Int32] = []
    ) {
        self.id = id
        self.isOff = isOff
        self.watched = watched
        self.unwanted = unwanted
        self.leanings = leanings
        self.setAside = setAside
    }

    /// Whether there is nothing to know.
    package var isEmpty: Bool { !isOff && watched.isEmpty && unwanted.isEmpty && leanings.isEmpty && setAside.isEmpty }

    /// The titles that an answer starts from.
    package var seeds: [Int32] { history(among: .max).newest(Tuning.seeds).map(\.title) }

    func history(among titles: Int) -> History {
        History(
            watched: watched.filter { $0.title >= 0 && $0.title < titles }.map(\.edge),
            unwanted: unwanted.filter { $0 >= 0 && $0 < titles }, leanings: leanings,
            setAside: setAside.filter { $0 >= 0 && $0 < titles }, isOff: isOff)
    }
}
