import KinoraCatalogue

/// A title of a provider's that could be the one meant.
package struct Candidate: Codable, Hashable, Sendable {
    package var provider: Origin
    /// Its name at the provider's.
    package var id: String
    package var kind: TitleKind
    package var title: String
    package var originalTitle: String?
    package var year: Int?
    /// Minutes, where the provider told.
    package var runtime: Int?

    package init(
        provider: Origin, id: String, kind: TitleKind, title: String, originalTitle: String? = nil, year: Int? = nil, runtime: Int? = nil
    ) {
        self.provider = provider
        self.id = id
        self.kind = kind
        self.title = title
        self.originalTitle = originalTitle
        self.year = year
        self.runtime = runtime
    }

    /// How it is named among all candidates, for forms: `tmdb-27205`.
    package var name: String { "\(provider.rawValue)-\(id)" }

    /// The ids by which it is known once it was chosen.
    package var ids: [String: String] { [provider.idName: id] }
}

extension Origin {
    /// Under which name the provider's ids stand in `Description.providerIDs`: OMDb's are IMDb's.
    package var idName: String { self == .omdb ? "imdb" : rawValue }

    /// How a provider calls itself.
    package var providerName: String {
        switch self {
        case .tmdb: "TMDB"
        case .omdb: "OMDb"
        default: rawValue
        }
    }
}
