import KinoraKernel

/// What a copy of the graph elsewhere is made of.
extension RecommendationEngine {
    package func number(ofTitle id: String) -> Int32? { graph.titles.number(of: id) }

    package func number(ofProfile id: String) -> Int32? { graph.profiles.number(of: id) }

    /// The name that the house has for a title.
    package func title(_ number: Int32) -> String { graph.titles[number] }

    package func isListed(_ number: Int32) -> Bool { graph.shelf[Int(number)].isListed }

    /// - Parameter number: below `size.titles`.
    package func titleState(_ number: Int32) -> TitleState {
        let (index, record) = (Int(number), graph.shelf[Int(number)])
        var sums = TitleState.Sums()
        sums.watchers = graph.watchers[index]
        (sums.incoming, sums.incomingWide) = (graph.ties[index].incoming, graph.ties[index].incomingWide)
        (sums.outgoing, sums.outgoingWide) = (graph.ties[index].outgoing, graph.ties[index].outgoingWide)
        (sums.popular, sums.popularAt) = (graph.popular[index], graph.popularAt[index])
        return TitleState(
            number: number, id: graph.titles[number], name: record.name, year: record.year,
            addedAt: record.addedAt.map(Moment.init(milliseconds:)), isListed: record.isListed,
            nodes: record.shares.map { share in
                let order = ShelfTitle.Share.order(ofBilling: share.billing)
                let node = ContentNode(graph.nodes.kind(share.node), graph.nodes.name(share.node), order: order)
                return TitleState.Node(node: node, number: share.node)
            },
            sums: sums, ties: PackedTies(graph.ties[index].sorted))
    }

    /// - Parameter number: below `size.profiles`.
    package func profileState(_ number: Int32) -> ProfileState {
        let history = graph.histories[Int(number)]
        return ProfileState(
            id: graph.profiles[number], isOff: history.isOff, watched: history.watched.map(ProfileState.Watched.init),
            unwanted: history.unwanted, leanings: history.leanings, setAside: history.setAside)
    }

    /// A title's place in a profile's history and the edge there; nil where it does not count.
    package func watched(_ title: Int32, by profile: Int32) -> (place: Int, watched: ProfileState.Watched)? {
        let history = graph.histories[Int(profile)].watched
        return history.lastIndex { $0.title == title }.map { ($0, ProfileState.Watched(history[$0])) }
    }
}
