import KinoraNeo4jGraph

extension MirrorFact {
    /// A fact of the house as the graph in the graph database is told it.
    init(_ fact: GraphFact) {
        self =
            switch fact {
            case .listed(let facts, _): .title(facts)
            case .unlisted(let title): .titleGone(title)
            case .watched(let watch): .watch(watch)
            case .history(let profile, let watches): .history(profile: profile, watches)
            case .unwanted(let profile, let title, let isUnwanted): .notForMe(profile: profile, title: title, isUnwanted: isUnwanted)
            case .taste(let profile, let leanings, let setAside): .taste(profile: profile, leanings, setAside: setAside)
            case .recommendations(let profile, let isOn): .turn(profile: profile, isOn: isOn)
            case .erased(let profile): .erased(profile: profile)
            }
    }
}
