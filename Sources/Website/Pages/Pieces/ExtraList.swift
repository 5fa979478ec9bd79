import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// All extras of a title.
struct ExtraList: Sendable {
    let links: [ExtraLink]

    /// Nil where there are none.
    init?(_ extras: [Stored<Extra>], _ words: Words) {
        guard !extras.isEmpty else { return nil }
        links = extras.map { ExtraLink($0, words) }
    }

    /// The button beside the one that plays the title.
    static func trailer(_ extras: [Stored<Extra>], _ words: Words) -> Banner.Link? {
        extras.first { $0.value.kind == .trailer }.map {
            Banner.Link(address: Place.watchExtra(ExtraID($0.id)).address, label: words(.extraTrailer))
        }
    }
}
