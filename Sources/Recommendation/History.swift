/// What the graph knows of a profile.
struct History: Equatable {
    /// Titles that count, in the order in which they began to.
    var watched: [Edge] = []
    /// Titles that were begun and left; the oldest are let go.
    var started: [Edge] = []
    /// "Not for me"; the oldest are let go.
    var unwanted: [Int32] = []
    /// What the profile said of genres and people.
    var leanings: [Leaning] = []
    /// Titles that were watched and are to say nothing of the profile; they are not recommended either.
    var setAside: [Int32] = []
    /// Whether the profile wants no recommendations, and nothing kept for them.
    var isOff = false

    static let mostStarted = 500
    static let mostUnwanted = 2000
    static let mostLeanings = 500
    static let mostSetAside = 2000

    /// Where a title is that counts.
    func place(of title: Int32) -> Int? {
        watched.withUnsafeBufferPointer { watched in
            var place = watched.count - 1
            while place >= 0, watched[place].title != title { place -= 1 }
            return place < 0 ? nil : place
        }
    }

    /// The newest titles that count, the last watched first.
    ///
    /// A title that is watched again comes to the front. Bounded: of a longer history those that began to count last, and those that were
    /// watched again since.
    func newest(_ most: Int) -> [Edge] {
        let late = watched.suffix(most)
        var chosen = Array(late.enumerated())
        if let since = late.map(\.lastAt).min() {
            for (index, edge) in watched.dropLast(late.count).enumerated() where edge.count > 1 && edge.lastAt > since {
                chosen.append((index - watched.count, edge))
                if chosen.count >= 3 * most { break }
            }
        }
        chosen.sort { ($0.element.lastAt, $0.offset) > ($1.element.lastAt, $1.offset) }
        return chosen.prefix(most).map(\.element)
    }
}
