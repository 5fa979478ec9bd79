import HTTPTypes
import KinoraCatalogue
import KinoraKernel
import KinoraMedia
import KinoraViewing

/// What the website must know of devices, profiles and grants to let somebody play; answered by whoever knows accounts and delivery.
package protocol WatchDesk: Sendable {
    /// What the person calls the device of a session: `Firefox on Linux`.
    func device(session: String) async throws -> String
    /// Whether nothing is written down of what a profile watches.
    func isHistoryOff(profile: String) async throws -> Bool
    /// The source that a package was made of which no title plays any more, or that a job makes one of; nil where nobody knows.
    func source(of subject: StreamSubject) async throws -> String?
    /// The right to the bytes, for a while: asked for only when `WatchPermission` allowed the stream.
    func grant(_ stream: LiveStream, of subject: StreamSubject, to watcher: Watcher, isSecure: Bool) throws -> WatchGrant
    /// The folder of a package for players outside the browser, the right to it being part of the address.
    /// - Parameter address: what the house keeps of it, by its name.
    func addressFolder(_ address: String, of package: PackageID, to watcher: Watcher, notAfter: Moment) throws -> String
}

/// A right to the bytes of a package, as a player takes it.
package struct WatchGrant: Hashable, Sendable {
    /// For browsers: sent along with every request for a file of it.
    package var cookie: HTTPField
    /// For players without cookies: where the files are, the right being part of the address.
    package var folder: String

    package init(cookie: HTTPField, folder: String) {
        self.cookie = cookie
        self.folder = folder
    }
}
