import KinoraCatalogue
import KinoraDocuments

/// What one origin says of a title: an NFO file, the file's name, a provider. Everything may be missing.
package struct Facts: Codable, Hashable, Sendable {
    package var title: String?
    package var originalTitle: String?
    /// As it was written, not folded yet.
    package var sortTitle: String?
    package var year: Int?
    /// `YYYY-MM-DD`.
    package var date: String?
    package var plot: String?
    package var tagline: String?
    @OrEmpty package var genres: [String] = []
    @OrEmpty package var countries: [String] = []
    @OrEmpty package var languages: [String] = []
    @OrEmpty package var studios: [String] = []
    @OrEmpty package var tags: [String] = []
    package var certificate: String?
    /// See `Description.ownersAge`.
    package var ownersAge: Int?
    /// Age ratings by country (ISO 3166-1), as each country writes them.
    @OrEmpty package var certificates: [String: String] = [:]
    /// Minutes.
    package var runtime: Int?
    package var collection: String?
    @OrEmpty package var credits: [Credit] = []
    @OrEmpty package var trailers: [String] = []
    @OrEmpty package var ids: [String: String] = [:]
    @OrEmpty package var ratings: [Rating] = []
    /// The best of each kind first.
    @OrEmpty package var pictures: [WantedPicture] = []
    /// What origins behind this one may not fill.
    package var lock: FactLock?

    package init() {}

    package var isEmpty: Bool { self == Facts() }

    /// Takes over what became of pictures that are still the same.
    mutating func keepPictures(of former: Facts?) {
        guard let former else { return }
        for index in pictures.indices {
            let picture = pictures[index]
            guard let known = former.pictures.first(where: { $0.kind == picture.kind && $0.source == picture.source }) else { continue }
            pictures[index] = known
        }
    }
}

/// Which fields an owner locked in an NFO file (`lockdata`, `lockedfields`): nobody behind the file fills them.
package enum FactLock: Codable, Hashable, Sendable {
    case everything
    /// Names as in `Description.origin`.
    case fields(Set<String>)

    func holds(_ field: String) -> Bool {
        switch self {
        case .everything: true
        case .fields(let names): names.contains(field)
        }
    }
}
