extension RecommendationEngine {
    /// What is around a title, whoever asks; nil for one that is not listed.
    package func surroundings(of name: String, nodes mostNodes: Int = 9, neighbours mostNeighbours: Int = 9) -> Surroundings? {
        guard let title = graph.titles.number(of: name), isListed(title) else { return nil }
        measures.refresh(from: graph)
        let record = graph.shelf[Int(title)]
        let shares = record.shares.filter { graph.nodes.kind($0.node) != .years }
        let tied = openTies(of: title)
        let common = common(of: title, shares)
        var scores = common.mapValues { $0.sum }
        for (other, weight) in tied { scores[other, default: 0] += Self.tieShare * weight }
        let near = scores.filter { isListed($0.key) }.sorted {
            ($0.value, measures.key[Int($0.key)], $1.key) > ($1.value, measures.key[Int($1.key)], $0.key)
        }.prefix(mostNeighbours)
        let most = near.first?.value ?? 1
        let neighbours = near.map { other, score in
            let strongest = common[other].map {
                Reason.shares(graph.nodes.kind($0.node), name: graph.nodes.name($0.node), with: record.name)
            }
            let isTied = tied[other].map { Self.tieShare * $0 > (common[other]?.best ?? 0) } ?? false
            return Surroundings.Neighbour(
                title: graph.titles[other], name: graph.shelf[Int(other)].name, weight: Self.tenths(score / most),
                reason: isTied ? .watchedAlso(with: record.name) : strongest ?? .watchedAlso(with: record.name), isTied: tied[other] != nil)
        }
        let numbers = near.map(\.key)
        let weighed = shares.map { (node: $0.node, weight: measures.node[Int($0.node)] * $0.billing) }
            .sorted { ($0.weight, measures.nodeKey[Int($0.node)]) > ($1.weight, measures.nodeKey[Int($1.node)]) }.prefix(mostNodes)
        let heaviest = max(weighed.first?.weight ?? 0, .leastNormalMagnitude)
        let nodes = weighed.map { node, weight in
            Surroundings.Node(
                kind: graph.nodes.kind(node), name: graph.nodes.name(node), weight: Self.tenths(weight / heaviest),
                neighbours: numbers.indices.filter { place in
                    graph.shelf[Int(numbers[place])].shares.contains { $0.node == node }
                })
        }
        return Surroundings(title: name, name: record.name, nodes: nodes, neighbours: neighbours)
    }

    /// What a tie weighs beside what titles have in common, of which all is 1.
    private static let tieShare: Float = 0.6

    private static func tenths(_ share: Float) -> Float { max(1, (share * 10).rounded()) / 10 }

    /// Titles that enough people watched beside this one, by how strongly: 0 … 1.
    private func openTies(of title: Int32) -> [Int32: Float] {
        guard graph.watchers[Int(title)] >= UInt32(Tuning.leastPeople) else { return [:] }
        var found: [Int32: Float] = [:]
        for tie in graph.ties[Int(title)].sorted
        where tie.people >= UInt32(Tuning.leastPeople) && graph.watchers[Int(tie.title)] >= UInt32(Tuning.leastWatchers) {
            found[tie.title] = Float(tie.wide) * measures.wide[Int(tie.title)]
        }
        let most = found.values.max() ?? 1
        return most > 0 ? found.mapValues { $0 / most } : [:]
    }

    /// Titles that have something in common with this one: how much, and by what most.
    private func common(of title: Int32, _ shares: [ShelfTitle.Share]) -> [Int32: (sum: Float, node: Int32, best: Float)] {
        var found: [Int32: (sum: Float, node: Int32, best: Float)] = [:]
        for share in shares {
            for other in graph.nodes.titles[Int(share.node)] where other != title {
                guard let theirs = graph.shelf[Int(other)].shares.first(where: { $0.node == share.node }) else { continue }
                let weight = measures.node[Int(share.node)]
                let both = weight * weight * share.billing * theirs.billing * measures.length[Int(title)] * measures.length[Int(other)]
                var entry = found[other] ?? (0, share.node, 0)
                entry.sum += both
                if both > entry.best { (entry.node, entry.best) = (share.node, both) }
                found[other] = entry
            }
        }
        return found
    }
}
