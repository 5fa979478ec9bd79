extension RecommendationEngine {
    /// The strongest path that leads from what was watched to a title.
    ///
    /// A path over other profiles counts only where at least `Tuning.leastPeople` went it.
    func reason(for title: Int32, from seeds: [Int32]) -> Reason {
        var best: (weight: Float, reason: Reason)?
        func offer(_ weight: Float, _ reason: @autoclosure () -> Reason) {
            if weight > (best?.weight ?? 0) { best = (weight, reason()) }
        }
        let whole = max(1e-9, scores.mood[Int(title)] + scores.taste[Int(title)])
        for (place, seed) in seeds.prefix(Self.mostLooks).enumerated() {
            let name = graph.shelf[Int(seed)].name
            guard !name.isEmpty else { continue }
            let early = 1 / (1 + 0.2 * Float(place))
            if let tie = graph.ties[Int(seed)].tie(to: title), tie.people >= UInt32(Tuning.leastPeople) {
                let near = Float(tie.near) * measures.source[Int(seed)] * measures.near[Int(title)]
                let wide = Float(tie.wide) * measures.sourceWide[Int(seed)] * measures.wide[Int(title)]
                offer(min(1, near / whole) * early, .watchedNext(after: name))
                offer(min(1, wide / whole) * early, .watchedAlso(with: name))
            }
            if let (weight, node) = common(title, seed) {
                offer(weight * early, .shares(graph.nodes.kind(node), name: graph.nodes.name(node), with: name))
            }
        }
        if let best { return best.reason }
        if graph.watchers[Int(title)] >= UInt32(Tuning.leastPeople) { return .popular }
        return .quiet
    }

    private static let mostLooks = 30

    /// The rarest thing that two titles have in common, and its share of all that can be said of the first.
    private func common(_ title: Int32, _ other: Int32) -> (Float, Int32)? {
        var best: (Float, Int32)?
        for share in graph.shelf[Int(title)].shares {
            let kind = graph.nodes.kind(share.node)
            guard kind != .years, graph.shelf[Int(other)].shares.contains(where: { $0.node == share.node }) else { continue }
            let weight = measures.node[Int(share.node)] * share.billing * measures.length[Int(title)]
            let offered = weight * weight * 0.6
            if offered > (best?.0 ?? 0) { best = (offered, share.node) }
        }
        return best
    }
}
