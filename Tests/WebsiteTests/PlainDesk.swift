import HTTPTypes
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import KinoraViewing

@testable import KinoraWebsite

/// Gives grants that say what they open, and knows no profile's wishes.
struct PlainDesk: WatchDesk {
    var isHistoryOff = false

    func device(session: String) async throws -> String { "Firefox on Linux" }
    func isHistoryOff(profile: String) async throws -> Bool { isHistoryOff }
    func source(of subject: StreamSubject) async throws -> String? { nil }

    func grant(_ stream: LiveStream, of subject: StreamSubject, to watcher: Watcher, isSecure: Bool) throws -> WatchGrant {
        WatchGrant(cookie: HTTPField(name: .setCookie, value: "grant=\(subject.name)"), folder: "/m/grant/\(subject.name)")
    }

    func addressFolder(_ address: String, of package: PackageID, to watcher: Watcher, notAfter: Moment) throws -> String {
        "/m/\(address)/\(package)"
    }
}

extension Watching {
    static func plain(_ store: any DocumentStore, _ time: any TimeSource, limit: Int = 4, isHistoryOff: Bool = false) -> Watching {
        Watching(
            permission: WatchPermission(streams: StreamLedger(limit: limit, store: store, time: time), time: time),
            recorder: WatchLog(store: store), history: WatchHistory(store: store, time: time),
            list: MyList(store: store, time: time),
            trend: WatchTrend(store: store, time: time), desk: PlainDesk(isHistoryOff: isHistoryOff))
    }
}
