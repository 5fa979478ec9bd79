import KinoraCatalogue

extension NFO {
    /// What it says, without what concerns its place in a series.
    package var facts: Facts {
        var facts = Facts()
        facts.title = title
        facts.originalTitle = originalTitle
        facts.sortTitle = sortTitle
        facts.year = year
        facts.date = date
        facts.plot = plot ?? outline
        facts.tagline = tagline
        facts.genres = genres
        facts.countries = countries
        facts.languages = languages ?? []
        facts.studios = studios
        facts.tags = tags
        facts.certificate = certificate
        facts.ownersAge = ownersAge
        facts.runtime = runtime
        facts.collection = collection
        facts.credits = credits
        facts.trailers = trailers ?? []
        facts.ids = ids
        facts.ratings = ratings ?? rating.flatMap { Rating(source: "nfo", value: $0) }.map { [$0] } ?? []
        facts.lock = lock
        return facts
    }
}
