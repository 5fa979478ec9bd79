import KinoraDocuments

/// Somebody, and what of theirs a viewer may see.
package struct PersonShelf: Sendable {
    /// One title, and everything that the person did for it.
    package struct Work: Sendable {
        package let title: SearchFindings.Title
        package let year: Int?
        /// Of one role; in the order of the credits.
        package let appearances: [Appearance]
    }

    package let person: Person
    /// By role; the newest first, what has no year last.
    package let works: [Credit.Role: [Work]]

    init(_ person: Person, _ seen: [String: SearchFindings.Title]) {
        self.person = person
        var works: [Credit.Role: [Work]] = [:]
        for (role, appearances) in Dictionary(grouping: person.appearances, by: \.role) {
            let byTitle = Dictionary(grouping: appearances, by: \.title)
            works[role] = byTitle.compactMap { id, appearances in
                seen[id].map { Work(title: $0, year: $0.description.year, appearances: appearances.sorted { $0.order < $1.order }) }
            }.sorted { left, right in
                if left.year != right.year { return (left.year ?? .min) > (right.year ?? .min) }
                return (left.title.description.sortTitle, left.title.id) < (right.title.description.sortTitle, right.title.id)
            }
        }
        self.works = works.filter { !$0.value.isEmpty }
    }
}

extension SearchFindings.Title {
    package var id: String {
        switch self {
        case .film(let film): film.id
        case .series(let series): series.id
        }
    }

    package var description: Description {
        switch self {
        case .film(let film): film.value.description
        case .series(let series): series.value.description
        }
    }
}
