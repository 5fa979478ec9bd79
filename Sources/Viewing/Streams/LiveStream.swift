import KinoraKernel

/// One device of an account that plays something at present.
package struct LiveStream: Codable, Hashable, Sendable {
    /// One session and one feature; the same film in two windows of a browser is one stream.
    package var id: String
    package var session: String
    /// What the person calls it in the list of devices: `Firefox on Linux`.
    package var device: String
    /// When its player last said that it plays.
    package var renewedAt: Moment

    package init(feature: String, session: String, device: String, renewedAt: Moment) {
        id = String(Digest(of: Array("\(session)/\(feature)".utf8)).hex.prefix(24))
        self.session = session
        self.device = device
        self.renewedAt = renewedAt
    }
}
