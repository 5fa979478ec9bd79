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
        let newest = weigh(history, at: now)
        let open = choice(for: history, isPermitted)
        let seeds = newest.map(\.title)
        var page = Page(length: length, open: open)

        let best = varied(open.best(length * 3, by: scores.total, above: -.infinity), count: length)
        page.add(.forYou, best) { self.reason(for: $0, from: seeds) }

        if let people = byPeople(of: newest) {
            page.add(people.kind, people.titles) { _ in people.reason }
        }
        page.add(.newAndLikelyYours, new(since: now - Self.newFor, open, length: length)) { _ in .new }
        if graph.histories.count > Tuning.leastPeople {
            let likePeople = open.best(length * 2, by: newest.isEmpty ? popular() : scores.taste)
            page.add(.popularWithPeopleLikeYou, likePeople) { _ in .popular }
        }
        page.add(.rediscover, quiet(length * 2, for: profile, open)) { self.quietReason(for: $0, from: seeds) }

        for edge in newest.filter({ $0.completion >= Self.finished }).prefix(Self.becauseRows) {
            let title = edge.title
            guard graph.shelf[Int(title)].isListed else { continue }
            scores.weigh([.init(title: title, strength: 1)], in: graph, measures)
            page.add(.becauseYouWatched(graph.shelf[Int(title)].name), open.best(length * 2, by: scores.total)) {
                self.reason(for: $0, from: [title])
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
        for title in titles {
            let makers = graph.shelf[Int(title)].shares.map(\.node).filter {
                [.director, .collection].contains(graph.nodes.kind($0))
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
    private func byPeople(of newest: [Edge]) -> (kind: Row.Kind, titles: [Int32], reason: Reason)? {
        var liking: [Int32: (weight: Float, seed: Int32)] = [:]
        for (place, edge) in newest.prefix(Self.lately).enumerated() where edge.completion >= Self.finished {
            for share in graph.shelf[Int(edge.title)].shares where graph.nodes.kind(share.node) == .director {
                let weight = (liking[share.node]?.weight ?? 0) + 1 / (1 + 0.1 * Float(place))
                liking[share.node] = (weight, liking[share.node]?.seed ?? edge.title)
            }
        }
        let ordered = liking.sorted { ($0.value.weight, $1.key) > ($1.value.weight, $0.key) }
        let watched = Set(newest.map(\.title))
        for (node, liked) in ordered {
            let titles = graph.nodes.titles[Int(node)].filter { !watched.contains($0) }
                .sorted { (scores.total[Int($0)], $1) > (scores.total[Int($1)], $0) }
            guard !titles.isEmpty else { continue }
            let name = graph.nodes.name(node)
            return (.moreBy(name), titles, .shares(.director, name: name, with: graph.shelf[Int(liked.seed)].name))
        }
        return nil
    }

    private static let lately = 50

    private func new(since moment: Moment, _ open: Choice, length: Int) -> [Int32] {
        var likely = scores.total
        for title in likely.indices {
            let isNew = (graph.shelf[title].addedAt ?? .min) >= moment.milliseconds
            likely[title] = isNew ? likely[title] + 1e-6 : 0
        }
        return open.best(length * 2, by: likely)
    }

    private func popular() -> [Float] {
        measures.popular.indices.map { measures.near[$0] > 0 ? measures.popular[$0] : 0 }
    }

    private func quietReason(for title: Int32, from seeds: [Int32]) -> Reason {
        if case .shares(let kind, let name, let with) = reason(for: title, from: seeds) { return .shares(kind, name: name, with: with) }
        return .quiet
    }
}
