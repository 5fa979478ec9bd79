/// Why titles suit somebody: the strongest paths that lead from what was watched.
struct Reasons {
    private let engine: RecommendationEngine
    /// What was watched, the last first, and bears a name.
    private let seeds: [(title: Int32, name: String, early: Float)]
    /// The earliest of the seeds at each node.
    private let seedAt: [Int32: Int]
    private let leanings: Leanings

    private static let mostLooks = 30
    /// What asking for something weighs among paths, of which each weighs 1 at most.
    private static let asked: Float = 0.5

    init(of titles: [Int32], _ leanings: Leanings, in engine: RecommendationEngine) {
        self.engine = engine
        self.leanings = leanings
        seeds = titles.prefix(Self.mostLooks).enumerated().compactMap { place, title in
            let name = engine.graph.shelf[Int(title)].name
            return name.isEmpty ? nil : (title, name, 1 / (1 + 0.2 * Float(place)))
        }
        var seedAt: [Int32: Int] = [:]
        for (place, seed) in seeds.enumerated() {
            for share in engine.graph.shelf[Int(seed.title)].shares where seedAt[share.node] == nil { seedAt[share.node] = place }
        }
        self.seedAt = seedAt
    }

    /// A path over other profiles counts only where at least `Tuning.leastPeople` went it.
    func reason(for title: Int32) -> Reason {
        let (graph, measures) = (engine.graph, engine.measures)
        let (mood, taste) = (engine.scores.mood(of: title), engine.scores.taste(of: title))
        let whole = max(1e-9, mood + taste)
        let common = common(title)
        var (most, best) = (common?.weight ?? 0, Path.common)
        for (place, seed) in seeds.enumerated() {
            guard let tie = graph.ties[Int(seed.title)].tie(to: title), tie.people >= UInt32(Tuning.leastPeople) else { continue }
            let near = Float(tie.near) * measures.source[Int(seed.title)] * measures.near[Int(title)]
            let wide = Float(tie.wide) * measures.sourceWide[Int(seed.title)] * measures.wide[Int(title)]
            for (weight, path) in [(near, Path.next(place)), (wide, Path.also(place))] {
                let weight = min(1, weight / whole) * seed.early
                if weight > most { (most, best) = (weight, path) }
            }
        }
        if let name = leanings.asked(title), most < Self.asked { return .asked(name) }
        switch best {
        case .next(let place): return .watchedNext(after: seeds[place].name)
        case .also(let place): return .watchedAlso(with: seeds[place].name)
        case .common: break
        }
        if let common { return words(common) }
        return graph.watchers[Int(title)] >= UInt32(Tuning.leastPeople) ? .popular : .quiet
    }

    /// The reason that speaks of nobody else.
    func content(of title: Int32) -> Reason? { common(title).map(words) }

    private enum Path {
        case next(Int)
        case also(Int)
        case common
    }

    private typealias Common = (weight: Float, node: Int32, place: Int)

    private func words(_ common: Common) -> Reason {
        let nodes = engine.graph.nodes
        return .shares(nodes.kind(common.node), name: nodes.name(common.node), with: seeds[common.place].name)
    }

    /// The rarest thing that a title has in common with a seed, and its share of all that can be said of it.
    private func common(_ title: Int32) -> Common? {
        var best: Common?
        for share in engine.graph.shelf[Int(title)].shares {
            guard engine.graph.nodes.kind(share.node) != .years, !leanings.silent.contains(share.node), let place = seedAt[share.node]
            else { continue }
            let weight = engine.measures.node[Int(share.node)] * share.billing * engine.measures.length[Int(title)]
            let offered = weight * weight * 0.6 * seeds[place].early
            if offered > (best?.weight ?? 0) { best = (offered, share.node, place) }
        }
        return best
    }
}
