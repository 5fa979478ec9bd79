import KinoraCatalogue
import KinoraMedia

/// What of a feature is played: a version, or the beginning of one that is being prepared.
struct Showing: Sendable {
    let dash: String
    let hls: String
    /// Empty when there is none.
    let still: String
    /// Empty when there are none.
    let chapters: String
    let label: String?
    /// Nil while it is being prepared.
    let playable: Playable?
    let subject: StreamSubject

    /// Nil where there is nothing to play, or no such version.
    init?(_ version: PackageID?, of versions: [Playable], or early: EarlyFeature?) {
        if let playable = version == nil ? versions.first : versions.first(where: { $0.package == version }) {
            dash = Place.insidePackage(playable.package, PackageLayout.dash).address
            hls = Place.insidePackage(playable.package, PackageLayout.hls).address
            still = playable.still.map { Place.insidePackage(playable.package, $0).address } ?? ""
            chapters = playable.chapters.map { Place.insidePackage(playable.package, $0).address } ?? ""
            label = playable.version
            self.playable = playable
            subject = .package(playable.package)
        } else if let early, versions.isEmpty, version == nil {
            dash = Place.insideEarly(early.job, PackageLayout.dash).address
            hls = Place.insideEarly(early.job, PackageLayout.hls).address
            (still, chapters) = ("", "")
            (label, self.playable) = (nil, nil)
            subject = .early(job: early.job)
        } else {
            return nil
        }
    }
}

extension Film {
    /// Milliseconds; nil where there is nothing to play.
    var shownDuration: Int64? { versions.first?.duration ?? early?.duration }
    var isEarly: Bool { versions.isEmpty && early != nil }
}

extension Episode {
    /// Milliseconds; nil where there is nothing to play.
    var shownDuration: Int64? { versions.first?.duration ?? early?.duration }
    var isEarly: Bool { versions.isEmpty && early != nil }
}
