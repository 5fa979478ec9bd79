import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// Decides whether a viewer may play a feature now. Asked when playing begins and every time it is renewed; in between, the grant that comes
/// of it opens the bytes, without a question to the store.
package struct WatchPermission: Sendable {
    package let streams: StreamLedger
    private let payment: (any AdmissionByPayment)?
    private let time: any TimeSource

    /// - Parameter payment: nil in a house that sells nothing.
    package init(streams: StreamLedger, payment: (any AdmissionByPayment)? = nil, time: any TimeSource) {
        self.streams = streams
        self.payment = payment
        self.time = time
    }

    /// - Parameters:
    ///   - listing: what stands in the catalogue about the feature, as far as this viewer may know of it; nil where there is nothing.
    ///   - begins: whether the viewer opens it now, rather than plays on.
    package func decide(_ feature: String, _ listing: Listing?, for watcher: Watcher, begins: Bool) async throws -> WatchDecision {
        let now = time.now
        if let denial = Self.denial(listing, for: watcher, at: now) { return .refused(denial) }
        let subjects = listing?.subjects ?? []
        let rule = listing?.payment ?? .own
        if rule != .free, let payment, try await !payment.isOpen(subjects, to: watcher) { return .refused(.notPaid) }
        let stream = LiveStream(feature: feature, session: watcher.session, device: watcher.device, renewedAt: now)
        do {
            try await streams.hold(stream, of: watcher.member, replaces: begins)
            if rule == .own { try await payment?.plays(subjects, watcher) }
            return .allowed(stream)
        } catch let taken as StreamsTaken {
            return .refused(.tooManyStreams(limit: taken.limit, devices: taken.devices))
        }
    }

    /// Why a viewer may not play a feature now, as far as it can be said without taking a place for it; nil where nothing stands against it.
    package func denial(_ listing: Listing?, for watcher: Watcher) async throws -> WatchDenial? {
        if let denial = Self.denial(listing, for: watcher, at: time.now) { return denial }
        let rule = listing?.payment ?? .own
        guard rule != .free, let payment, try await !payment.isOpen(listing?.subjects ?? [], to: watcher) else { return nil }
        return .notPaid
    }

    /// Why nobody may play a feature now, whoever asks; nil where that depends on the viewer.
    package func closed(_ listing: Listing) -> WatchDenial? { listing.closed(at: time.now) }

    /// The viewer went away: the place is free for another device.
    package func leave(_ feature: String, by watcher: Watcher) async throws {
        let stream = LiveStream(feature: feature, session: watcher.session, device: watcher.device, renewedAt: time.now)
        try await streams.release(stream, of: watcher.member)
    }

    private static func denial(_ listing: Listing?, for watcher: Watcher, at now: Moment) -> WatchDenial? {
        guard watcher.role.rights.contains(.watch) else { return .role }
        guard let listing, listing.isListed else { return .notListed }
        if let age = watcher.ageLimit, let least = listing.leastAge, least > age { return .tooYoung }
        return listing.closed(at: now)
    }
}
