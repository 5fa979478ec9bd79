import KinoraKernel

extension RecommendationEngine {
    /// The titles that suit a profile best, in order (`suited`).
    ///
    /// - Parameter now: when it is asked; nil for right after the profile's last watch.
    package func ranked(
        for profile: String, at now: Moment? = nil, count: Int, isPermitted: @escaping (String) -> Bool = { _ in true }
    ) -> [String] {
        let history = history(of: profile)
        guard !history.isOff else { return [] }
        let (newest, _, mix) = weigh(history, at: now)
        return suited(count, newest, mix, at: now, choice(for: history, of: profile, isPermitted)).map { graph.titles[$0] }
    }

    /// The titles that suit best by all voices. From place `Tuning.plainPlaces` on, titles that hardly anybody watched are heard louder, so
    /// that the whole house is seen: those from the years that the profile watches, those that are not old yet, and not the same ones for
    /// everybody.
    ///
    /// - Parameters:
    ///   - newest: what the profile watched last; all titles are weighed for it.
    ///   - now: nil for right after the last watch.
    func suited(_ count: Int, _ newest: [Edge], _ mix: Mix, at now: Moment?, _ choice: Choice) -> [Int32] {
        let best = choice.best(count, above: -.infinity, by: scores.total)
        guard count > Tuning.plainPlaces else { return best }
        let second = now.map { $0.milliseconds / 1000 } ?? newest.first.map { Int64($0.lastAt) } ?? 0
        let (total, years) = (scores.total, measures.years)
        let liked = YearsLiked(newest.lazy.map { years[Int($0.title)] }, at: second)
        @inline(__always)
        func louder(_ title: Int32) -> Float {
            total[Int(title)] + mix.louder * (liked[years[Int(title)]] + Tuning.louderChance * choice.share(title))
        }
        let unknown = choice.best(count - Tuning.plainPlaces, of: measures.unknown, by: louder)
        return Self.mixed(best, unknown, count) { louder($1) > total[Int($0)] }
    }

    /// Both lists as one, no title twice.
    ///
    /// - Parameter isBetter: whether a title of the second list stands before one of the first.
    private static func mixed(_ best: [Int32], _ unknown: [Int32], _ count: Int, isBetter: (Int32, Int32) -> Bool) -> [Int32] {
        var list: [Int32] = []
        var known: Set<Int32> = []
        var (rest, others) = (best[...], unknown[...])
        while list.count < count {
            rest = rest.drop { known.contains($0) }
            others = others.drop { known.contains($0) }
            let title: Int32
            if list.count >= Tuning.plainPlaces, let other = others.first, rest.first.map({ isBetter($0, other) }) ?? true {
                title = other
            } else if let next = rest.first {
                title = next
            } else {
                break
            }
            known.insert(title)
            list.append(title)
        }
        return list
    }

    /// Titles that suit by what they are and that hardly anybody watched.
    func quiet(_ count: Int, _ choice: Choice) -> [Int32] {
        let (most, content) = (scores.loudest.w, scores.content)
        return choice.best(count, of: measures.unknown) { title in
            max(0, content[Int(title)]) / most + Tuning.quietChance * choice.share(title)
        }
    }

    /// What is like a title, each with its reason; what the profile watched or does not want is left out.
    package func moreLike(
        _ name: String, count: Int, profile: String? = nil, isPermitted: @escaping (String) -> Bool = { _ in true }
    ) -> [Row.Item] {
        guard let title = graph.titles.number(of: name) else { return [] }
        // What is listed must be known before a choice is made.
        measures.refresh(from: graph)
        let choice = choice(for: profile.map { history(of: $0) } ?? History(), of: nil, isPermitted)
        return like(title, count, choice).map { Row.Item(title: graph.titles[$0.title], reason: $0.reason) }
    }

    /// What is like a title whoever asks, in order, each with how much and why.
    package func similar(to title: Int32, count: Int) -> [(title: Int32, score: Float, reason: Reason)] {
        measures.refresh(from: graph)
        return isListed(title) ? like(title, count, choice(for: History(), of: nil) { _ in true }) : []
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
