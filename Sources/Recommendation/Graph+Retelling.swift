extension Graph {
    /// Puts a whole history in the place of what is known of a profile. What it said itself stays said, and titles that counted before
    /// count no second time in what is popular.
    mutating func retell(profile name: String, _ facts: [WatchFact]) -> [Int32] {
        guard let number = profiles.number(of: name) else {
            return facts.flatMap { take($0) }
        }
        let former = histories[Int(number)]
        let standing = former.watched.map { (Int($0.title), popular[Int($0.title)], popularAt[Int($0.title)]) }
        var changed = Set(forget(profile: name))
        histories[Int(number)].unwanted = former.unwanted
        histories[Int(number)].leanings = former.leanings
        histories[Int(number)].setAside = former.setAside
        for fact in facts { changed.formUnion(take(fact)) }
        for (title, popular, popularAt) in standing {
            self.popular[title] = popular
            self.popularAt[title] = popularAt
        }
        return changed.sorted()
    }

    /// Forgets a profile and its name.
    mutating func strike(profile name: String) -> [Int32] {
        let changed = forget(profile: name)
        if let number = profiles.number(of: name) { histories[Int(number)] = History() }
        profiles.strike(name)
        return changed
    }
}

extension RecommendationEngine {
    /// Everything that a profile watched, in the place of what was known: some of it was taken away.
    /// - Returns: the numbers of the titles whose ties changed.
    @discardableResult
    package func retell(profile: String, _ watches: [WatchFact]) -> [Int32] {
        let changed = graph.retell(profile: profile, watches)
        measures.change(changed, in: graph)
        measures.changePopularity()
        return changed
    }

    /// Whether anything was ever said of a profile.
    package func knows(profile: String) -> Bool { graph.profiles.number(of: profile) != nil }

    /// A profile that is no more: its history is forgotten, and its name stands nowhere.
    /// - Returns: the numbers of the titles whose ties changed.
    @discardableResult
    package func erase(profile: String) -> [Int32] {
        let changed = graph.strike(profile: profile)
        measures.change(changed, in: graph)
        measures.changePopularity()
        return changed
    }
}
