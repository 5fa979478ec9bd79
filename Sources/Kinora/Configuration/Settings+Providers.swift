import KinoraCatalogue
import KinoraPartners
import KinoraPreparation
import Logging

extension Settings {
    /// `providers`, `tmdb-key`, `omdb-key` and what belongs to them: who is asked about titles, in the owner's order.
    struct Providers: Hashable, Sendable {
        var asked: [Provider] = []

        /// Where pictures come from; nil where nobody is asked.
        var pictures: PartnerAddress? {
            for case .tmdb(_, _, _, let pictures) in asked { return pictures }
            return asked.isEmpty ? nil : PartnerAddress(TMDBClient.usualPictures)
        }
    }

    enum Provider: Hashable, Sendable {
        case tmdb(PartnerAddress, PartnerKey, language: String, pictures: PartnerAddress)
        case omdb(PartnerAddress, PartnerKey)

        var origin: Origin {
            switch self {
            case .tmdb: .tmdb
            case .omdb: .omdb
            }
        }

        func client(_ log: Logger, limits: PartnerLimits = PartnerLimits()) -> any Lookup {
            switch self {
            case .tmdb(let address, let key, let language, let pictures):
                TMDBClient(address, key: key, language: language, pictures: pictures, limits: limits, log: log)
            case .omdb(let address, let key): OMDbClient(address, key: key, limits: limits, log: log)
            }
        }
    }
}
