import KinoraBilling
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraViewing

/// What rights holders are due, from the ledger and from what was watched.
package struct HoldersReport: Sendable {
    private let billing: Billing
    private let days: Int
    private let currency: Currency

    /// - Parameter days: so many until now.
    package init(billing: Billing, days: Int, currency: Currency) {
        self.billing = billing
        self.days = days
        self.currency = currency
    }

    package func csv() async throws -> String {
        let now = billing.time.now
        let since = now - .seconds(days * 86_400)
        let entries = try await billing.ledger.entries(from: since, until: now)
        var seconds: [SaleSubject: Double] = [:]
        let lately: Filter = .and([.atLeast("lastAt", .date(since)), .lessThan("lastAt", .date(now))])
        for try await watch in Records<Watch>(in: billing.store).all(lately) {
            seconds[subject(of: watch.value), default: 0] += watch.value.seconds
        }
        var terms: [SaleSubject: TitleTerms] = [:]
        for try await known in Records<TitleTerms>(in: billing.store).all() { terms[SaleSubject(rawValue: known.id)] = known.value }
        let minutes = seconds.mapValues { Int64($0 / 60) }
        let subjects = Set(minutes.keys).union(entries.compactMap(\.subject))
        let parents = try await parents(of: subjects.filter { terms[$0]?.rightsHolder == nil })
        let report = RightsReport(entries, minutes: minutes, terms: terms, parents: parents, currency: currency)
        let catalogue = CatalogueNames(store: billing.store)
        var names: [SaleSubject: String] = [:]
        for line in report.lines { names[line.subject] = try await catalogue.name(of: line.subject) }
        return report.csv(names)
    }

    /// A season's and an episode's series, a film's collection.
    private func parents(of subjects: Set<SaleSubject>) async throws -> [SaleSubject: SaleSubject] {
        var parents: [SaleSubject: SaleSubject] = [:]
        for subject in subjects {
            let parts = subject.rawValue.split(separator: "/").map(String.init)
            guard parts.count >= 2 else { continue }
            switch parts[0] {
            case "season": parents[subject] = subject.seriesOfSeason
            case "episode":
                let episode = try await Records<Episode>(in: billing.store).read(parts[1])?.value
                parents[subject] = episode.map { .series($0.series) }
            case "film":
                let film = try await Records<Film>(in: billing.store).read(parts[1])?.value
                parents[subject] = film?.description.collectionID.map { .collection($0) }
            default: break
            }
        }
        return parents
    }

    /// Episodes count for their series.
    private func subject(of watch: Watch) -> SaleSubject {
        SaleSubject(rawValue: watch.kind == .film ? "film/\(watch.title)" : "series/\(watch.title)")
    }
}
