import KinoraAccounts
import KinoraCatalogue
import KinoraDocuments
import KinoraRecommendation
import KinoraWebsite

extension House {
    /// What is recommended to a profile, or like a title, without a server.
    /// - Parameters:
    ///   - who: a profile's id or name; nil for nobody in particular.
    ///   - what: a title's id or name; nil for a profile's rows.
    /// - Throws: `RecommendationComplaint`, `StoreError`.
    func recommendations(for who: String?, like what: String?, count: Int) async throws -> [RecommendationReport] {
        let profile = if let who { try await profile(called: who) } else { nil as Stored<Profile>? }
        let audience = Audience(ageLimit: profile?.value.ageLimit, seesUnrated: settings.unratedForChildren)
        let graph = liveGraph()
        if let what {
            let (id, name) = try await title(called: what, seenBy: audience)
            try await graph.open()
            let items = await graph.moreLike(id, for: profile?.id, seenBy: audience, count: count)
            return items.isEmpty ? [] : [try await report("More like \(name)", items)]
        }
        guard let profile else { return [] }
        try await graph.open()
        var reports: [RecommendationReport] = []
        for row in await graph.rows(for: profile.id, seenBy: audience, length: count) {
            reports.append(try await report(RecommendationHeading.of(row.kind), row.items))
        }
        return reports
    }

    private func report(_ heading: String, _ items: [KinoraRecommendation.Row.Item]) async throws -> RecommendationReport {
        let titles = try await Shelves(store: store, time: time).titles(named: items.map(\.title))
        return RecommendationReport(
            heading: heading,
            items: items.compactMap { item in
                let description = titles.films[item.title]?.value.description ?? titles.series[item.title]?.value.description
                return description.map { .init(id: item.title, title: $0.title, reason: item.reason.sentence) }
            })
    }

    private func profile(called text: String) async throws -> Stored<Profile> {
        let profiles = Records<Profile>(in: store)
        if let profile = try await profiles.read(text) { return profile }
        let found = try await profiles.find(Query(.equal("name", .string(text)), limit: Self.mostNamed))
        guard let first = found.first else { throw RecommendationComplaint.noProfile(text) }
        guard found.count == 1 else { throw RecommendationComplaint.manyProfiles(text, ids: found.map(\.id)) }
        return first
    }

    private func title(called text: String, seenBy audience: Audience) async throws -> (id: String, name: String) {
        let shelves = Shelves(store: store, time: time, isUnratedForChildren: settings.unratedForChildren).seen(by: audience)
        let named = try await shelves.titles(named: [text])
        if let description = named.films[text]?.value.description ?? named.series[text]?.value.description {
            return (text, description.title)
        }
        let all = try await shelves.search(text, first: Self.mostNamed).titles.map { ($0.id, $0.description.title) }
        let found = all.filter { SortTitle.fold($0.1) == SortTitle.fold(text) }
        guard let first = found.first else { throw RecommendationComplaint.noTitle(text) }
        guard found.count == 1 else { throw RecommendationComplaint.manyTitles(text, ids: found.map(\.0)) }
        return first
    }

    /// So many of one name are looked at.
    private static let mostNamed = 50
}
