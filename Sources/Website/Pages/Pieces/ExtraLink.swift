import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// A trailer or another extra on the page of its title.
struct ExtraLink: Sendable {
    let address: String
    let label: String
    let meta: String

    init(_ extra: Stored<Extra>, _ words: Words) {
        let value = extra.value
        let kind = words(Self.kind(value.kind))
        address = Place.watchExtra(ExtraID(extra.id)).address
        label = value.name?.onOneLine(atMost: Description.longestTitle) ?? kind
        let season = value.season.map { $0 == 0 ? words(.specials) : words(.season, String($0)) }
        let length = value.versions.first.map { words.length(milliseconds: $0.duration) }
        meta = [value.name == nil ? nil : kind, season, length].compactMap(\.self).joined(separator: " · ")
    }

    private static func kind(_ kind: ExtraKind) -> Phrase {
        switch kind {
        case .trailer: .extraTrailer
        case .featurette: .extraFeaturette
        case .behindTheScenes: .extraBehindTheScenes
        case .interview: .extraInterview
        case .deletedScene: .extraDeletedScene
        case .scene: .extraScene
        case .clip: .extraClip
        case .short: .extraShort
        case .other: .extraOther
        }
    }
}
