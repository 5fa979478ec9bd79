import KinoraRecommendation

extension Words {
    /// What a row is called.
    func heading(_ kind: KinoraRecommendation.Row.Kind) -> String {
        switch kind {
        case .forYou: self(.rowForYou)
        case .becauseYouWatched(let title): self(.rowBecauseYouWatched, title)
        case .moreBy(let name): self(.rowMoreBy, name)
        case .popularWithPeopleLikeYou: self(.rowPopularWithPeopleLikeYou)
        case .newAndLikelyYours: self(.rowNewAndLikelyYours)
        case .rediscover: self(.rowRediscover)
        }
    }

    /// Why a title is recommended, in one sentence.
    func sentence(_ reason: Reason) -> String {
        switch reason {
        case .watchedNext(let title): self(.reasonWatchedNext, title)
        case .watchedAlso(let title): self(.reasonWatchedAlso, title)
        case .shares(let kind, let name, let title): sentence(kind, name, title)
        case .asked(let name): self(.reasonAsked, name)
        case .popular: self(.reasonPopular)
        case .new: self(.reasonNew)
        case .quiet: self(.reasonQuiet)
        }
    }

    private func sentence(_ kind: ContentNode.Kind, _ name: String, _ title: String) -> String {
        switch kind {
        case .director: self(.reasonDirector, name, title)
        case .writer: self(.reasonWriter, name, title)
        case .actor: self(.reasonActor, name, title)
        case .collection: self(.reasonCollection, name)
        case .country: self(.reasonCountry, name, title)
        case .genre, .tag: self(.reasonLike, name, title)
        case .years: self(.reasonYears, title)
        }
    }

    /// The way that leads to a title in the graph, step by step: from the viewer over what was watched, and over those who made it or watched it
    /// too.
    func path(of reason: Reason, to title: String) -> [String] {
        switch reason {
        case .watchedNext(let watched): [self(.pathYou, watched), self(.pathNext), title]
        case .watchedAlso(let watched): [self(.pathYou, watched), self(.pathAlso), title]
        case .shares(let kind, let name, let watched): [self(.pathYou, watched), step(kind, name), title]
        case .asked(let name): [self(.pathAsked, name), title]
        case .popular: [self(.pathMany), title]
        case .new: [self(.pathNew), title]
        case .quiet: [self(.pathQuiet), title]
        }
    }

    private func step(_ kind: ContentNode.Kind, _ name: String) -> String {
        switch kind {
        case .director: self(.pathDirector, name)
        case .writer: self(.pathWriter, name)
        case .actor: self(.pathActor, name)
        case .collection, .genre, .tag: name
        case .country: self(.pathCountry, name)
        case .years: self(.pathYears)
        }
    }
}
