import Foundation

/// What answers need of the graph beside it, kept beside each change: nothing here is worth storing.
struct Measures {
    /// One by the powers of what a title's ties weigh; 0 for a title that too few people watched to speak of it.
    private(set) var near: [Float] = []
    private(set) var wide: [Float] = []
    /// The same beside each other, as `Scores` wants them.
    private(set) var target: [SIMD4<Float>] = []
    /// 1 for a title that too few people watched, else 0.
    private(set) var quiet: [Float] = []
    /// Titles of the catalogue that too few people watched.
    private(set) var unknown: [Int32] = []
    private(set) var source: [Float] = []
    private(set) var sourceWide: [Float] = []
    /// 0 … 1.
    private(set) var popular: [Float] = []
    /// One by the length of what a title has in common with others.
    private(set) var length: [Float] = []
    /// What an edge to a node weighs: its kind and its rarity.
    private(set) var node: [Float] = []
    private(set) var isListed: [Bool] = []
    /// What decides between titles that are equal (`StableKey`).
    private(set) var key: [UInt32] = []
    /// The same of genres, people …
    private(set) var nodeKey: [UInt32] = []
    /// Places in `YearsLiked`.
    private(set) var years: [UInt8] = []
    /// Titles of the catalogue by when they were added, the latest first.
    private(set) var latest: [(at: Int64, title: Int32)] = []
    private var popularAt: UInt64?
    private var isContentOld = true
    private var isUnknownOld = true
    /// Titles to be measured anew before the next answer.
    private var stale: [Int32] = []
    private var isStale: [Bool] = []

    mutating func change(_ titles: [Int32], in graph: Graph) {
        grow(to: graph.titles.count)
        for title in titles where !isStale[Int(title)] {
            isStale[Int(title)] = true
            stale.append(title)
        }
    }

    mutating func changeContent() { isContentOld = true }

    mutating func changePopularity() { popularAt = nil }

    mutating func all(of graph: Graph) {
        change((0..<Int32(graph.titles.count)).map { $0 }, in: graph)
        isContentOld = true
        popularAt = nil
    }

    /// Brings up to date what is only worth it when somebody asks.
    mutating func refresh(from graph: Graph) {
        grow(to: graph.titles.count)
        for title in stale {
            measure(Int(title), in: graph)
            isStale[Int(title)] = false
        }
        stale.removeAll(keepingCapacity: true)
        let isOld = popularAt.map { graph.watches < $0 || graph.watches - $0 > graph.watches / 1000 } ?? true
        if isOld { measurePopularity(of: graph) }
        if isContentOld { measureContent(of: graph) }
        guard isUnknownOld else { return }
        unknown.removeAll(keepingCapacity: true)
        for title in isListed.indices where isListed[title] && quiet[title] == 1 { unknown.append(Int32(title)) }
        isUnknownOld = false
    }

    private mutating func grow(to count: Int) {
        guard near.count < count else { return }
        let missing = [Float](repeating: 0, count: count - near.count)
        near += missing
        wide += missing
        target += missing.map { _ in .zero }
        quiet += missing.map { _ in 1 }
        source += missing
        sourceWide += missing
        length += missing
        popular += missing
        isStale += missing.map { _ in false }
        isListed += missing.map { _ in false }
        key += missing.map { _ in 0 }
        years += missing.map { _ in 0 }
    }

    private mutating func measure(_ title: Int, in graph: Graph) {
        let ties = graph.ties[title]
        let speaks = graph.watchers[title] >= UInt32(Tuning.leastWatchers)
        near[title] = speaks ? pow(Float(ties.incoming) / Tuning.steps + 1, -Tuning.nearTargetPower) : 0
        wide[title] = speaks ? pow(Float(ties.incomingWide) / Tuning.steps + 1, -Tuning.wideTargetPower) : 0
        target[title] = SIMD4(near[title], near[title], wide[title], 0)
        if quiet[title] != (speaks ? 0 : 1) { isUnknownOld = true }
        quiet[title] = speaks ? 0 : 1
        key[title] = StableKey.of(graph.titles[Int32(title)])
        source[title] = pow(Float(ties.outgoing) / Tuning.steps + Tuning.sourceShrinkage, -Tuning.sourcePower)
        sourceWide[title] = pow(Float(ties.outgoingWide) / Tuning.steps + Tuning.sourceShrinkage, -Tuning.sourcePower)
    }

    private mutating func measurePopularity(of graph: Graph) {
        let memory = max(Tuning.leastMemory, Double(graph.watches) / Tuning.memoryShare)
        var most: Float = 0
        for title in 0..<graph.titles.count {
            let faded = graph.popular[title] * exp(-Double(graph.watches - graph.popularAt[title]) / memory)
            popular[title] = graph.watchers[title] >= UInt32(Tuning.leastWatchers) ? Float(log1p(faded)) : 0
            most = max(most, popular[title])
        }
        if most > 0 { for title in popular.indices { popular[title] /= most } }
        popularAt = graph.watches
    }

    private mutating func measureContent(of graph: Graph) {
        let titles = Float(max(2, graph.shelf.count { $0.isListed }))
        node = (0..<graph.nodes.count).map { number in
            let kind = graph.nodes.kinds[number]
            if kind == .years { return kind.weight }
            return kind.weight * max(0.05, log(titles / Float(graph.nodes.titles[number].count + 1)))
        }
        nodeKey = graph.nodes.names.map(StableKey.of)
        latest.removeAll(keepingCapacity: true)
        for (title, record) in graph.shelf.enumerated() {
            var sum: Float = 0
            for share in record.shares where graph.nodes.kind(share.node) != .years {
                let weight = node[Int(share.node)] * share.billing
                sum += weight * weight
            }
            length[title] = sum > 0 ? 1 / sum.squareRoot() : 0
            isListed[title] = record.isListed
            years[title] = YearsLiked.place(of: record.year)
            if record.isListed, let at = record.addedAt { latest.append((at, Int32(title))) }
        }
        latest.sort { ($0.at, $1.title) > ($1.at, $0.title) }
        (isContentOld, isUnknownOld) = (false, true)
    }
}
