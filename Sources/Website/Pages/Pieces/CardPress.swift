import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraViewing

/// Makes cards of titles and prints them. What is the same for every viewer is kept, for the titles that were shown lately, with the version
/// of the document it was made of: a title that was written since is printed anew.
struct CardPress: Sendable {
    let words: Words
    private let stencils: CardStencils
    private let posters: Templates.Printer
    private let kept = KeptFaces()
    /// Names of the titles on the viewer's list; nil where cards have no button for it.
    private var list: Set<String>?

    /// - Throws: `TemplateUnreadable` where a template of cards is missing.
    init(_ templates: Templates, _ words: Words) throws {
        self.words = words
        stencils = try CardStencils(templates, words)
        posters = try templates.printer("poster")
    }

    /// The same for a viewer: cards get a button that puts their title on the list, or takes it off.
    /// - Parameter list: names of what is there.
    func with(list: Set<String>) -> CardPress {
        var press = self
        press.list = list
        return press
    }

    // MARK: - Cards

    func card(_ film: Stored<Film>, progress: KinoraViewing.Progress? = nil) -> Card {
        var card = Card(face(film))
        card.progress = CardProgress(progress, words)
        return card
    }

    func card(_ series: Stored<Series>) -> Card { Card(face(series)) }

    func card(_ title: SearchFindings.Title) -> Card {
        switch title {
        case .film(let film): card(film)
        case .series(let series): card(series)
        }
    }

    /// A film that somebody stopped in the middle of: the card leads back there.
    func card(continuing film: Stored<Film>, _ progress: KinoraViewing.Progress) -> Card {
        let face = face(film)
        return Card(
            face, to: .watchFilm(FilmID(film.id), version: nil), meta: words.left(of: progress), CardProgress(progress, words),
            name: face.name)
    }

    /// The episode to go on with.
    /// - Parameter progress: nil where nothing of it was watched.
    func card(continuing episode: Stored<Episode>, of series: Stored<Series>, _ progress: KinoraViewing.Progress?) -> Card {
        let left = progress.flatMap { $0.isUnderWay ? words.left(of: $0) : nil } ?? words(.nextEpisode)
        return Card(
            face(series), to: .watchEpisode(EpisodeID(episode.id), version: nil), meta: "\(episode.value.code(words)) · \(left)",
            CardProgress(progress, words))
    }

    func card(_ season: SeasonShelf, of series: SeriesID) -> Card {
        let title = season.title(words)
        let poster = Poster(
            title: title, poster: season.season?.poster, scene: season.episodes.first?.value.description.backdrop,
            versions: season.episodes.first?.value.versions ?? [])
        return Card(
            address: Place.season(series, season.number).address, title: title,
            meta: words.count(season.episodes.count, one: .oneEpisode, many: .manyEpisodes), poster: posters(poster))
    }

    /// A collection, with the picture of its first film.
    func card(_ first: Stored<Film>, of collection: CollectionCount, meta: String) -> Card {
        Card(
            address: Place.collection(collection.id).address, title: collection.name.onOneLine(atMost: Description.longestTitle),
            meta: meta,
            poster: posters(Poster(first.value, words)))
    }

    /// HTML.
    func print(_ cards: some Sequence<Card>) -> String {
        var page = ""
        for var card in cards {
            if let list, let name = card.name {
                card.list = ListButton(name, isListed: list.contains(name.id), label: card.title, words)
            }
            stencils.print(card, into: &page)
        }
        return page
    }

    // MARK: - Faces

    private func face(_ film: Stored<Film>) -> CardFace {
        face(.film(FilmID(film.id)), film.etag) { name in
            let description = film.value.description
            let length = film.value.shownDuration.map { words.length(milliseconds: $0) }
            let facts = [description.year.map { String($0) }, length, film.value.isEarly ? words(.earlyMark) : nil]
            return CardFace(
                etag: film.etag, name: name, address: name.place.address, title: description.shownTitle(words),
                meta: facts.compactMap(\.self).joined(separator: " · "), poster: posters(Poster(film.value, words)))
        }
    }

    private func face(_ series: Stored<Series>) -> CardFace {
        face(.series(SeriesID(series.id)), series.etag) { name in
            let description = series.value.description
            let facts = [description.year.map { String($0) }, words(.series)]
            return CardFace(
                etag: series.etag, name: name, address: name.place.address, title: description.shownTitle(words),
                meta: facts.compactMap(\.self).joined(separator: " · "), poster: posters(Poster(series.value, words)))
        }
    }

    private func face(_ name: TitleName, _ etag: ETag, _ make: (TitleName) -> CardFace) -> CardFace {
        if let known = kept.face(of: name), known.etag == etag { return known }
        let made = make(name)
        kept.keep(made)
        return made
    }
}
