import KinoraRecommendation
import KinoraViewing

extension Words {
    /// What a node of the graph is.
    func kind(_ kind: ContentNode.Kind) -> String {
        switch kind {
        case .genre: self(.genre)
        case .director: self(.graphDirector)
        case .writer: self(.graphWriter)
        case .actor: self(.graphActor)
        case .collection: self(.graphCollection)
        case .country: self(.filterCountry)
        case .tag: self(.graphTag)
        case .years: self(.filterDecade)
        }
    }

    /// How far recommended titles came.
    func step(_ step: RecommendedDay.Step) -> String {
        switch step {
        case .shown: self(.recommendedShown)
        case .opened: self(.recommendedOpened)
        case .started: self(.recommendedStarted)
        case .finished: self(.recommendedFinished)
        }
    }
}
