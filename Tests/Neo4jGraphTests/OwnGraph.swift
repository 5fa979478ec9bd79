import KinoraKernel
import KinoraNeo4jGraph
import KinoraRecommendation

/// The engine in memory, told the same facts: what the graph database's answers are compared with.
actor OwnGraph: RecommendationSource {
    private let engine = RecommendationEngine()

    func take(_ facts: [MirrorFact]) {
        for fact in facts {
            switch fact {
            case .title(let title): engine.take(title)
            case .titleGone(let id): engine.remove(title: id)
            case .watch(let watch): engine.take(watch)
            case .history(let profile, let watches):
                engine.retell(profile: profile, watches)
            case .notForMe(let profile, let title, let isUnwanted): engine.notForMe(profile: profile, title: title, isUnwanted)
            case .taste(let profile, let leanings, let setAside): engine.hear(profile: profile, leanings, setAside: setAside)
            case .turn(let profile, let isOn): engine.turn(isOn, profile: profile)
            case .erased(let profile): engine.erase(profile: profile)
            }
        }
    }

    func rows(
        for profile: String, at now: Moment, length: Int, isPermitted: @escaping @Sendable (String) -> Bool
    ) async throws -> [Row] {
        engine.rows(for: profile, at: now, length: length, isPermitted: isPermitted)
    }

    func taste(of profile: String, isPermitted: @escaping @Sendable (String) -> Bool) async throws -> Taste {
        engine.taste(of: profile, isPermitted: isPermitted)
    }

    func surroundings(of title: String) async throws -> Surroundings? { engine.surroundings(of: title) }

    func moreLike(
        _ title: String, count: Int, profile: String?, isPermitted: @escaping @Sendable (String) -> Bool
    ) async throws -> [Row.Item] {
        engine.moreLike(title, count: count, profile: profile, isPermitted: isPermitted)
    }
}
