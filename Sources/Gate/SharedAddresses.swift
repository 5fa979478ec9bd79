/// Where pages find what another target serves; written down once, below both.
package enum SharedAddresses {
    /// Packages: `/media/<package>/<path>`.
    package static let media = "/media"
    /// Pictures that Kinora keeps itself: `/artwork/<file>`.
    package static let artwork = "/artwork"
    /// The Video API: `/api/<collection>/<document>`.
    package static let api = "/api"
}
