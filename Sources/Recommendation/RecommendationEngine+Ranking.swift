import KinoraKernel

extension RecommendationEngine {
    /// The titles that suit a profile best, in order: all voices, and from `Tuning.firstQuiet` on every other place for one that hardly
    /// anybody knows yet, so that what is in the house is seen.
    ///
    /// - Parameter now: when it is asked; nil for right after the profile's last watch.
    package func ranked(
        for profile: String, at now: Moment? = nil, count: Int, isPermitted: @escaping (String) -> Bool = { _ in true }
    ) -> [String] {
        let history = history(of: profile)
        guard !history.isOff else { return [] }
        _ = weigh(history, at: now)
        let choice = choice(for: history, isPermitted)
        let best = choice.best(count, above: -.infinity, by: scores.total)
        let quiet = count > Tuning.firstQuiet ? quiet(count, for: profile, choice) : []
        return Self.mixed(best, quiet, count).map { graph.titles[$0] }
    }

    /// Titles that suit by what they are and that hardly anybody watched.
    func quiet(_ count: Int, for profile: String, _ choice: Choice) -> [Int32] {
        let most = scores.loudest.w
        var seed: UInt32 = 2_166_136_261
        for byte in profile.utf8 { seed = (seed ^ UInt32(byte)) &* 16_777_619 }
        let (near, content) = (measures.near, scores.content)
        return choice.best(count) { title in
            guard near[title] == 0 else { return 0 }
            var chance = (seed ^ UInt32(title)) &* 0x9E37_79B1
            chance = (chance ^ (chance >> 15)) &* 0x85EB_CA6B
            let share = Float((chance ^ (chance >> 13)) >> 8) / Float(1 << 24)
            return max(0, content[title]) / most + Tuning.quietChance * share
        }
    }

    static func mixed(_ best: [Int32], _ quiet: [Int32], _ count: Int) -> [Int32] {
        var list: [Int32] = []
        var known: Set<Int32> = []
        var rest = best[...]
        var unknown = quiet[...]
        while list.count < count {
            let isQuietsTurn = list.count >= Tuning.firstQuiet && (list.count - Tuning.firstQuiet) % Tuning.quietEvery == 0
            guard let title = (isQuietsTurn ? unknown.popFirst() ?? rest.popFirst() : rest.popFirst() ?? unknown.popFirst()) else { break }
            if known.insert(title).inserted { list.append(title) }
        }
        return list
    }

    /// What is like a title, each with its reason; what the profile watched or does not want is left out.
    package func moreLike(
        _ name: String, count: Int, profile: String? = nil, isPermitted: @escaping (String) -> Bool = { _ in true }
    ) -> [Row.Item] {
        guard let title = graph.titles.number(of: name) else { return [] }
        // What is listed must be known before a choice is made.
        measures.refresh(from: graph)
        let choice = choice(for: profile.map { history(of: $0) } ?? History(), isPermitted)
        return like(title, count, choice).map { Row.Item(title: graph.titles[$0.title], reason: $0.reason) }
    }

    /// What is like a title whoever asks, in order, each with how much and why.
    package func similar(to title: Int32, count: Int) -> [(title: Int32, score: Float, reason: Reason)] {
        measures.refresh(from: graph)
        return isListed(title) ? like(title, count, choice(for: History()) { _ in true }) : []
    }

    private func like(_ title: Int32, _ count: Int, _ choice: Choice) -> [(title: Int32, score: Float, reason: Reason)] {
        scores.weigh([.init(title: title, strength: 1)], .likeness, in: graph, measures)
        var choice = choice
        choice.isOpen[Int(title)] = false
        let best = choice.best(count, by: scores.total).map { ($0, scores.total[Int($0)]) }
        let reasons = Reasons(of: [title], Leanings(), in: self)
        return best.map { ($0.0, $0.1, reasons.reason(for: $0.0)) }
    }
}
