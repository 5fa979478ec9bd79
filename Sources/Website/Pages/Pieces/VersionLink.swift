import KinoraCatalogue
import KinoraKernel

/// One version of a film or an episode that can be played.
struct VersionLink: Sendable {
    let address: String
    let label: String
    let meta: String

    /// - Parameter number: counts from 1; names a version that has no name.
    init(_ version: Playable, number: Int, place: Place, _ words: Words) {
        address = place.address
        label = version.version ?? words(.versionPlain, String(number))
        meta = [words.length(milliseconds: version.duration), words(.lines, String(version.height))].joined(separator: " · ")
    }
}
