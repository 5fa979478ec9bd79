import KinoraKernel

/// How an engine answers that is a copy of another: it holds what titles are and what their ties add up to; the one profile that asks, and
/// the ties of the titles that the answer starts from, are put in for that answer alone.
extension RecommendationEngine {
    /// Takes titles as they are elsewhere, their ties left aside.
    /// - Parameters:
    ///   - profiles: how many there are.
    ///   - watches: how many counted, ever.
    package func put(_ titles: [TitleState], profiles: Int, watches: UInt64) {
        for title in titles { graph.put(title) }
        graph.watches = watches
        graph.histories = [History](repeating: History(), count: max(1, min(profiles, Tuning.leastPeople + 1)))
        measures.change(titles.map(\.number), in: graph)
        measures.changeContent()
        measures.changePopularity()
    }

    /// Answers with a profile and ties put in.
    /// - Parameter ties: those of the title asked about, and of `ProfileState.seeds`.
    package func with<Answer>(_ profile: ProfileState?, _ ties: [Int32: PackedTies], _ answer: () -> Answer) -> Answer {
        let titles = graph.titles.count
        let known = ties.filter { $0.key >= 0 && $0.key < titles }
        graph.profiles = NameBook()
        if let profile { graph.histories[Int(graph.number(ofProfile: profile.id))] = profile.history(among: titles) }
        for (title, packed) in known { graph.ties[Int(title)].fill(packed.ties(among: titles)) }
        defer {
            graph.profiles = NameBook()
            graph.histories[0] = History()
            for title in known.keys { graph.ties[Int(title)].fill([]) }
        }
        return answer()
    }
}

extension Graph {
    mutating func put(_ state: TitleState) {
        let index = Int(state.number)
        grow(to: index + 1)
        for share in shelf[index].shares { nodes.remove(state.number, from: share.node) }
        titles.put(state.id, at: state.number)
        for node in state.nodes {
            nodes.put(node.node, at: node.number)
            nodes.add(state.number, to: node.number)
        }
        shelf[index] = ShelfTitle(
            name: state.name, year: state.year, addedAt: state.addedAt?.milliseconds,
            shares: state.nodes.map { .init(node: $0.number, order: $0.node.order) }, isListed: state.isListed)
        (watchers[index], popular[index], popularAt[index]) = (state.sums.watchers, state.sums.popular, state.sums.popularAt)
        ties[index] = Ties()
        (ties[index].incoming, ties[index].incomingWide) = (state.sums.incoming, state.sums.incomingWide)
        (ties[index].outgoing, ties[index].outgoingWide) = (state.sums.outgoing, state.sums.outgoingWide)
    }
}
