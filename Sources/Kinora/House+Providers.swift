import KinoraCatalogue
import KinoraKernel
import KinoraPartners
import KinoraPreparation
import Logging

extension House {
    /// Whose word counts, in the owner's order.
    var order: OriginOrder { OriginOrder(providers: settings.providers.asked.map(\.origin)) }

    var descriptions: Descriptions { Descriptions(store: store, editor: editor, order: order) }

    /// Fetches providers' pictures; nil where nobody is asked.
    var pictureFetcher: (any PictureFetcher)? { settings.providers.pictures.map { ProviderPictures($0) } }

    /// Asking providers about titles, in its own time; nil where nobody is asked.
    var providerErrands: DescribeErrands? {
        let log = logger("providers")
        let lookups = settings.providers.asked.map { KeptLookup($0.client(log), store: store, time: time) }
        guard !lookups.isEmpty else { return nil }
        let standings = ProviderStandings(store: store, time: time, log: log)
        let errand = LookupErrand(descriptions, lookups: lookups, standings: standings, time: time, log: log)
        let census = LookupCensus(descriptions, asked: errand.asked, time: time)
        let sweep = DailyErrand(time) { [store, time] in try await KeptLookup.sweep(store, time) }
        return DescribeErrands([{ try await census.run() }, { try await errand.run() }, { try await sweep.run() }], log: log)
    }
}
