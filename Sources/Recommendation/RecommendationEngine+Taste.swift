import Foundation

extension RecommendationEngine {
    /// What a profile said of genres and people, and titles whose watches are to say nothing of it, in the place of what it said before.
    ///
    /// A watch that is known already goes on counting until the history is told anew (`retell`).
    package func hear(profile: String, _ leanings: [Leaning], setAside: [String]) {
        let number = Int(graph.number(ofProfile: profile))
        let titles = setAside.suffix(History.mostSetAside).map { graph.number(ofTitle: $0) }
        measures.change(titles, in: graph)
        graph.histories[number].leanings = leanings.suffix(History.mostLeanings)
        graph.histories[number].setAside = titles
    }

    /// Titles whose watches say nothing of a profile.
    package func setAside(of profile: String) -> Set<String> { Set(history(of: profile).setAside.map { graph.titles[$0] }) }

    /// What weighs in a profile's answers. What the profile may not see any more is not named, and nothing is said of it.
    package func taste(of profile: String, isPermitted: (String) -> Bool = { _ in true }) -> Taste {
        let history = history(of: profile)
        var taste = Taste()
        taste.isOn = !history.isOff
        guard taste.isOn else { return taste }
        measures.refresh(from: graph)
        let seeds = history.newest(Tuning.seeds).filter { isListed($0.title) && isPermitted(graph.titles[$0.title]) }
        let weighed = seeds.enumerated().map { ($1.title, (0.3 + 0.7 * $1.completion) * exp(-Float($0) / Tuning.contentFading)) }
        taste.watched = seeds.count
        let most = weighed.map(\.1).max() ?? 1
        taste.titles = weighed.map { Taste.Title(title: graph.titles[$0], strength: $1 / most) }
        taste.likings = Leaning.Subject.allCases.flatMap { likings(of: $0, weighed, history.leanings) }
        return taste
    }

    private func likings(of subject: Leaning.Subject, _ weighed: [(title: Int32, weight: Float)], _ said: [Leaning]) -> [Taste.Liking] {
        var found: [String: Taste.Liking] = [:]
        for leaning in said where leaning.subject == subject {
            found[leaning.name] = .init(subject: subject, name: leaning.name, strength: 0, titles: [], wish: leaning.wish)
        }
        for (title, weight) in weighed {
            for share in graph.shelf[Int(title)].shares where subject.kinds.contains(graph.nodes.kind(share.node)) {
                let name = graph.nodes.name(share.node)
                var liking = found[name] ?? .init(subject: subject, name: name, strength: 0, titles: [], wish: nil)
                liking.strength += weight * share.billing * measures.node[Int(share.node)]
                if liking.titles.last != graph.titles[title] { liking.titles.append(graph.titles[title]) }
                found[name] = liking
            }
        }
        let most = max(found.values.map(\.strength).max() ?? 0, .leastNormalMagnitude)
        return found.values.map { liking in
            var liking = liking
            liking.strength /= most
            return liking
        }.sorted { ($0.strength, $1.name) > ($1.strength, $0.name) }
    }
}
