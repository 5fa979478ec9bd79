import KinoraAccounts
import KinoraCatalogue
import KinoraDelivery
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import KinoraPreparation
import KinoraViewing
import KinoraWebsite

/// Tells the website what accounts, queue and delivery know about who watches what.
struct HouseWatchDesk: WatchDesk {
    let store: any DocumentStore
    let grants: GrantSeal

    func device(session: String) async throws -> String {
        try await Records<Session>(in: store).read(session)?.value.device ?? "another device"
    }

    func isHistoryOff(profile: String) async throws -> Bool {
        try await Records<Profile>(in: store).read(profile)?.value.isHistoryOff ?? false
    }

    func source(of subject: StreamSubject) async throws -> String? {
        switch subject {
        case .package(let package): try await Records<Superseded>(in: store).read(package.rawValue)?.value.source
        case .early(let job): try await Records<Job>(in: store).read(job)?.value.source
        }
    }

    func grant(_ stream: LiveStream, of subject: StreamSubject, to watcher: Watcher, isSecure: Bool) throws -> WatchGrant {
        let grant = Grant(
            subject, member: watcher.member, profile: watcher.profile, session: watcher.session, stream: stream.id,
            notAfter: grants.now + Grant.life)
        guard let text = grants.text(of: grant) else { throw GrantTooLong() }
        return WatchGrant(cookie: GrantCookie(isSecure: isSecure).field(text, for: subject), folder: subject.folder(grant: text))
    }

    func addressFolder(_ address: String, of package: PackageID, to watcher: Watcher, notAfter: Moment) throws -> String {
        let subject = StreamSubject.package(package)
        let grant = Grant(
            subject, member: watcher.member, profile: watcher.profile, session: "", stream: address, notAfter: notAfter, isAddress: true)
        guard let text = grants.text(of: grant) else { throw GrantTooLong() }
        return subject.folder(grant: text)
    }
}

/// Cannot happen with the names that Kinora makes.
private struct GrantTooLong: Error {}
