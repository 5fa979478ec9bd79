/// Where pages find what another target serves; written down once, below both.
package enum SharedAddresses {
    /// Packages: `/media/<package>/<path>`.
    package static let media = "/media"
    /// Packages that are watched while they are made: `/early/<job>/<path>`.
    package static let early = "/early"
    /// Both, for players without cookies: `/m/<grant>/<package or job>/<path>`.
    package static let granted = "/m"
    /// Pictures that Kinora keeps itself: `/artwork/<file>`.
    package static let artwork = "/artwork"
    /// Where owners choose pictures, and send their own: `/pictures/<title>`.
    package static let pictures = "/pictures"
    /// The Video API: `/api/<collection>/<document>`.
    package static let api = "/api"
}
