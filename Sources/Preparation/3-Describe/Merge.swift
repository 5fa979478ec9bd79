import KinoraCatalogue

/// What somebody says of a title.
package struct Said: Hashable, Sendable {
    package var origin: Origin
    package var facts: Facts

    package init(_ origin: Origin, _ facts: Facts) {
        self.origin = origin
        self.facts = facts
    }
}

/// Makes one description of what everybody says. A rule without effects: the same words give the same description.
///
/// 1. Each field is taken of the first in the order who says anything of it; lists are taken as a whole, credits by role.
/// 2. Year and ids are taken of the name before the files (see `OriginOrder`). Ids and ratings are gathered from all, one of each provider.
/// 3. A title to sort by counts only for the title it was written for: of the same origin, or a better one.
/// 4. What an NFO file locks, nobody behind it fills.
/// Of several with the same origin (versions of a film with files of their own) the first given counts.
package enum Merge {
    package static func description(of said: [Said], in order: OriginOrder = OriginOrder()) -> Description {
        var choice = MergeChoice(said, order)
        let (title, titleOrigin) = choice.title()
        var merged = Description(title: title)
        merged.originalTitle = choice.first("originalTitle", \.originalTitle).flatMap { $0 == title ? nil : $0 }
        if let sort = choice.sortTitle(noWorseThan: titleOrigin) { merged.sortTitle = SortTitle.fold(sort) }
        merged.year = choice.structural("year", \.year)
        merged.date = choice.first("date", \.date)
        merged.plot = choice.first("plot", \.plot)
        merged.tagline = choice.first("tagline", \.tagline)
        merged.certificate = choice.first("certificate", \.certificate)
        merged.ownersAge = choice.first("ownersAge", \.ownersAge)
        merged.runtime = choice.first("runtime", \.runtime)
        merged.collection = choice.first("collection", \.collection)
        merged.certificates = choice.certificates()
        merged.genres = choice.list("genres", \.genres)
        merged.countries = choice.list("countries", \.countries)
        merged.languages = choice.list("languages", \.languages)
        merged.studios = choice.list("studios", \.studios)
        merged.tags = choice.list("tags", \.tags)
        merged.trailers = choice.list("trailers", \.trailers)
        merged.credits = choice.credits()
        merged.providerIDs = choice.ids()
        merged.ratings = choice.ratings()
        merged.poster = choice.picture(.poster)
        merged.backdrop = choice.picture(.backdrop)
        merged.logo = choice.picture(.logo)
        if merged.originalTitle == nil { choice.origin["originalTitle"] = nil }
        merged.origin = choice.origin
        return merged
    }
}
