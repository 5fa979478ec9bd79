import KinoraKernel

/// The live graph and its answers. Belongs to one actor; every call is bounded work.
///
/// Watches and titles are told as they come (`take`), and are in the next answer. Nothing is ever trained.
package final class RecommendationEngine {
    var graph: Graph
    var measures = Measures()
    var scores = Scores()
    /// How far in the change feed the graph is; the caller's to say and to use.
    package var position: String

    package init() {
        graph = Graph()
        position = ""
    }

    init(graph: Graph, position: String) {
        self.graph = graph
        self.position = position
        measures.all(of: graph)
    }

    // MARK: - What the house tells

    /// - Returns: the numbers of the titles whose ties changed.
    @discardableResult
    package func take(_ watch: WatchFact) -> [Int32] {
        let changed = graph.take(watch)
        measures.change(changed, in: graph)
        return changed
    }

    /// A title that is new or described anew.
    package func take(_ title: TitleFacts) {
        graph.take(title)
        measures.change([graph.number(ofTitle: title.id)], in: graph)
        measures.changeContent()
    }

    /// A title that is listed no more. What was watched of it stays.
    package func remove(title: String) {
        graph.remove(title: title)
        measures.changeContent()
    }

    /// "Not for me" is heard at once; "after all" as well.
    package func notForMe(profile: String, title: String, _ isUnwanted: Bool = true) {
        let profile = Int(graph.number(ofProfile: profile))
        let title = graph.number(ofTitle: title)
        measures.change([title], in: graph)
        graph.histories[profile].unwanted.removeAll { $0 == title }
        guard isUnwanted else { return }
        if graph.histories[profile].unwanted.count >= History.mostUnwanted { graph.histories[profile].unwanted.removeFirst() }
        graph.histories[profile].unwanted.append(title)
    }

    /// Forgets what a profile watched, and what it said itself.
    /// - Returns: the numbers of the titles whose ties changed.
    @discardableResult
    package func forget(profile: String) -> [Int32] {
        let changed = graph.forget(profile: profile)
        measures.change(changed, in: graph)
        measures.changePopularity()
        return changed
    }

    /// Turns recommendations off, which forgets the history and keeps nothing from now on; or on again.
    package func turn(_ isOn: Bool, profile: String) {
        if !isOn { forget(profile: profile) }
        graph.histories[Int(graph.number(ofProfile: profile))].isOff = !isOn
    }

    package func isOn(profile: String) -> Bool {
        graph.profiles.number(of: profile).map { !graph.histories[Int($0)].isOff } ?? true
    }

    /// Titles, profiles, and watches that count, for reports.
    package var size: (titles: Int, profiles: Int, watches: UInt64) {
        (graph.titles.count, graph.profiles.count, graph.watches)
    }

    // MARK: - What answers share

    /// Weighs all titles for a profile, for a moment or for right after its last watch.
    /// - Returns: the newest titles of the profile, what it said of genres and people, and how much each voice says.
    func weigh(_ history: History, at now: Moment?) -> (newest: [Edge], leanings: Leanings, mix: Mix) {
        measures.refresh(from: graph)
        let newest = history.newest(Tuning.seeds)
        let seeds = newest.map { Scores.Seed(title: $0.title, strength: 0.3 + 0.7 * $0.completion) }
        var freshness: Float = 1
        if let now, let last = newest.first?.lastAt {
            let hours = max(0, Float(now.milliseconds / 1000 - Int64(last)) / 3600)
            freshness = 1 / (1 + hours / Tuning.moodHours)
        }
        let (leanings, mix) = (Leanings(history.leanings, in: graph.nodes), Mix(freshness: freshness))
        scores.weigh(seeds, unwanted: history.unwanted.suffix(20), mix, leanings, in: graph, measures)
        return (newest, leanings, mix)
    }

    func history(of profile: String) -> History {
        graph.profiles.number(of: profile).map { graph.histories[Int($0)] } ?? History()
    }

    /// What may be in a list for a profile, as the graph knows it and as the caller says. The measures must be up to date.
    ///
    /// - Parameter profile: nil where equals come in one order for everybody.
    func choice(for history: History, of profile: String?, _ isPermitted: @escaping (String) -> Bool) -> Choice {
        var isOpen = measures.isListed
        isOpen.withUnsafeMutableBufferPointer { isOpen in
            for edge in history.watched { isOpen[Int(edge.title)] = false }
            for title in history.unwanted + history.setAside { isOpen[Int(title)] = false }
        }
        let titles = graph.titles
        return Choice(
            isOpen: isOpen, keys: measures.key, salt: profile.map(StableKey.of) ?? 0, isPermitted: { isPermitted(titles[$0]) })
    }
}
