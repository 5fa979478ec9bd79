import KinoraKernel

extension RecommendationEngine {
    /// The rows of a profile's first page; no title stands in two of them. Empty where recommendations are turned off.
    ///
    /// - Parameter isPermitted: whether the profile may see a title: age, rights. Everything that it denies is left out.
    package func rows(
        for profile: String, at now: Moment, length: Int = 20, isPermitted: @escaping (String) -> Bool = { _ in true }
    ) -> [Row] {
        let history = history(of: profile)
        guard !history.isOff else { return [] }
        let (newest, leanings, mix) = weigh(history, at: now)
        let open = choice(for: history, of: profile, isPermitted)
        // A reason names nothing that the profile may not see any more.
        let nameable = newest.filter { open.isPermitted($0.title) }
        let seeds = nameable.map(\.title)
        var page = Page(length: length, open: open)

        let reasons = Reasons(of: seeds, leanings, in: self)
        let best = varied(suited(length * 3, newest, mix, at: now, open), count: length)
        page.add(.forYou, best) { reasons.reason(for: $0) }

        if let people = byPeople(of: nameable, leanings, open) {
            page.add(people.kind, people.titles) { _ in people.reason }
        }
        page.add(.newAndLikelyYours, new(since: now - Self.newFor, open, length: length)) { _ in .new }
        if graph.histories.count > Tuning.leastPeople {
            let (voices, popular, near) = (scores.voices, measures.popular, measures.near)
            let likePeople =
                newest.isEmpty
                ? open.best(length * 2) { near[$0] > 0 && !leanings.less.contains(Int32($0)) ? popular[$0] : 0 }
                : open.best(length * 2) { voices[$0].z }
            page.add(.popularWithPeopleLikeYou, likePeople) { _ in .popular }
        }
        page.add(.rediscover, quiet(length * 2, open)) { reasons.content(of: $0) ?? .quiet }

        for edge in nameable.filter({ $0.completion >= Self.finished }).prefix(Self.becauseRows) {
            let title = edge.title
            guard graph.shelf[Int(title)].isListed else { continue }
            scores.weigh([.init(title: title, strength: 1)], Mix(), leanings, in: graph, measures)
            let because = Reasons(of: [title], leanings, in: self)
            page.add(.becauseYouWatched(graph.shelf[Int(title)].name), open.best(length * 2, by: scores.total)) {
                because.reason(for: $0)
            }
        }
        return page.rows(named: graph.titles)
    }

    private static let newFor = Duration.seconds(60 * 86_400)
    private static let finished: Float = 0.8
    private static let becauseRows = 2
    /// Of one director or one collection in a row.
    private static let mostOfOne = 3

    /// The same titles, so that no director and no collection has a whole row.
    private func varied(_ titles: [Int32], count: Int) -> [Int32] {
        var seen: [Int32: Int] = [:]
        var chosen: [Int32] = []
        var later: [Int32] = []
        let (shelf, kinds) = (graph.shelf, graph.nodes.kinds)
        for title in titles where chosen.count < count {
            let makers = shelf[Int(title)].shares.map(\.node).filter {
                kinds[Int($0)] == .director || kinds[Int($0)] == .collection
            }
            if makers.contains(where: { seen[$0, default: 0] >= Self.mostOfOne }) {
                later.append(title)
            } else {
                for maker in makers { seen[maker, default: 0] += 1 }
                chosen.append(title)
            }
        }
        return Array((chosen + later).prefix(count))
    }

    /// The director that the profile saw most of, and what else there is.
    private func byPeople(of newest: [Edge], _ leanings: Leanings, _ open: Choice) -> (kind: Row.Kind, titles: [Int32], reason: Reason)? {
        var liking: [Int32: (weight: Float, seed: Int32?)] = [:]
        for node in leanings.wanted where graph.nodes.kind(node) == .director { liking[node] = (Self.asked, nil) }
        for (place, edge) in newest.prefix(Self.lately).enumerated() where edge.completion >= Self.finished {
            for share in graph.shelf[Int(edge.title)].shares
            where graph.nodes.kind(share.node) == .director && !leanings.silent.contains(share.node) {
                let weight = (liking[share.node]?.weight ?? 0) + 1 / (1 + 0.1 * Float(place))
                liking[share.node] = (weight, liking[share.node]?.seed ?? edge.title)
            }
        }
        let named = liking.map { (weight: $1.weight, name: graph.nodes.name($0), node: $0, seed: $1.seed) }
        let ordered = named.sorted { ($0.weight, $1.name) > ($1.weight, $0.name) }
        let watched = Set(newest.map(\.title))
        for (_, name, node, seed) in ordered {
            let others = graph.nodes.titles[Int(node)].filter { !watched.contains($0) && open.isOpen[Int($0)] }
            guard !others.isEmpty else { continue }
            let titles = open.ordered(others) { scores.total[Int($0)] }
            let reason = seed.map { Reason.shares(.director, name: name, with: graph.shelf[Int($0)].name) }
            return (.moreBy(name), titles, reason ?? .asked(name))
        }
        return nil
    }

    private static let lately = 50
    /// What asking for somebody weighs, in titles watched a moment ago.
    private static let asked: Float = 3

    /// What came since, the likeliest first.
    private func new(since moment: Moment, _ open: Choice, length: Int) -> [Int32] {
        let late = measures.latest.prefix { $0.at >= moment.milliseconds }.map(\.title)
        let likely = late.filter { open.isOpen[Int($0)] && scores.total[Int($0)] > -1e-6 }
        return Array(open.ordered(likely) { scores.total[Int($0)] }.lazy.filter(open.isPermitted).prefix(length * 2))
    }
}
