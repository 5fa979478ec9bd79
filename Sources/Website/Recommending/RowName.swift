import KinoraRecommendation

/// Kinds of rows, as they are counted.
enum RowName: String, CaseIterable {
    case forYou, becauseYouWatched, moreBy, popularWithPeopleLikeYou, newAndLikelyYours, rediscover, moreLike

    init(_ kind: KinoraRecommendation.Row.Kind) {
        switch kind {
        case .forYou: self = .forYou
        case .becauseYouWatched: self = .becauseYouWatched
        case .moreBy: self = .moreBy
        case .popularWithPeopleLikeYou: self = .popularWithPeopleLikeYou
        case .newAndLikelyYours: self = .newAndLikelyYours
        case .rediscover: self = .rediscover
        }
    }

    /// What such rows are called together.
    var phrase: Phrase {
        switch self {
        case .forYou: .rowForYou
        case .becauseYouWatched: .rowsBecauseYouWatched
        case .moreBy: .rowsMoreBy
        case .popularWithPeopleLikeYou: .rowPopularWithPeopleLikeYou
        case .newAndLikelyYours: .rowNewAndLikelyYours
        case .rediscover: .rowRediscover
        case .moreLike: .moreLikeThis
        }
    }
}
