/// What changed since it was last written: names of things alone, never their contents, so that it stays small however long nobody can be
/// written to. At most one number for each title and profile, `mostEdges` beside them, and the
/// names of profiles that were erased meanwhile.
struct Touched: Equatable {
    /// Of a profile: single edges, or all of it.
    struct Edges: Equatable {
        var titles: Set<Int32> = []
        var isWhole = false
    }

    /// Beyond this, profiles are written whole.
    static let mostEdges = 20_000

    /// Titles whose ties or sums changed.
    private(set) var titles: Set<Int32> = []
    /// Titles of which something else changed too.
    private(set) var described: Set<Int32> = []
    private(set) var profiles: [Int32: Edges] = [:]
    private(set) var edges = 0
    /// Names of profiles that are no more.
    private(set) var erased: Set<String> = []

    var isEmpty: Bool { titles.isEmpty && profiles.isEmpty && erased.isEmpty }

    mutating func touch(titles changed: [Int32]) { titles.formUnion(changed) }

    mutating func touch(described title: Int32) {
        titles.insert(title)
        described.insert(title)
    }

    mutating func touch(whole profile: Int32) {
        edges -= profiles[profile]?.titles.count ?? 0
        profiles[profile] = Edges(isWhole: true)
    }

    /// - Parameter number: what the profile's was.
    mutating func touch(erased profile: String, _ number: Int32?) {
        erased.insert(profile)
        guard let number else { return }
        edges -= profiles[number]?.titles.count ?? 0
        profiles[number] = nil
    }

    mutating func touch(_ title: Int32, of profile: Int32) {
        var entry = profiles[profile] ?? Edges()
        guard !entry.isWhole, entry.titles.insert(title).inserted else { return }
        profiles[profile] = entry
        edges += 1
        if edges > Self.mostEdges { for profile in Array(profiles.keys) { touch(whole: profile) } }
    }

    /// Takes a part of it: at most so many titles, and profiles until so many edges.
    /// - Parameter size: how many edges all of a profile are.
    mutating func take(titles mostTitles: Int, edges mostEdges: Int, size: (Int32) -> Int) -> Touched {
        var part = Touched()
        for title in titles.prefix(mostTitles) { part.titles.insert(title) }
        titles.subtract(part.titles)
        part.described = described.intersection(part.titles)
        described.subtract(part.described)
        var count = 0
        for (profile, entry) in profiles {
            guard count < mostEdges else { break }
            count += 1 + (entry.isWhole ? size(profile) : entry.titles.count)
            part.profiles[profile] = entry
            part.edges += entry.titles.count
        }
        for profile in part.profiles.keys { profiles[profile] = nil }
        edges -= part.edges
        part.erased = Set(erased.prefix(mostEdges))
        erased.subtract(part.erased)
        return part
    }

    /// Puts back what was not written after all.
    mutating func add(_ other: Touched) {
        titles.formUnion(other.titles)
        described.formUnion(other.described)
        erased.formUnion(other.erased)
        for (profile, entry) in other.profiles {
            if entry.isWhole { touch(whole: profile) } else { for title in entry.titles { touch(title, of: profile) } }
        }
    }
}
