import KinoraKernel
import Synchronization

/// Slows down whoever tries again and again: passwords, codes, PINs, invitations, registrations.
///
/// Tries are counted before anything is compared, as a sliding window: fifty at once are still fifty. What was right is taken out of the
/// count again. Nobody is locked out for good, and not by strangers: a device that the house knows is counted by itself. Each server counts
/// what it is asked.
package final class AttemptLimiter: Sendable {
    /// What is tried.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case password, passkey, code, pin, register, reset, invitation, deviceCode, television, provider, token, archive, declaration
    }

    /// So many tries within so long.
    package struct Limit: Hashable, Sendable {
        package var tries: Int
        package var within: Duration

        package init(_ tries: Int, within: Duration) {
            self.tries = tries
            self.within = within
        }
    }

    /// A try that was counted.
    package struct Attempt: Hashable, Sendable {
        fileprivate var keys: [String]
        fileprivate var at: Moment
    }

    /// So many accounts, addresses and devices are kept in mind; then the ones that tried longest ago are forgotten.
    private static let mostKeys = 100_000

    private let time: any TimeSource
    private let tries: Mutex<[String: [Moment]]>

    package init(time: any TimeSource) {
        self.time = time
        tries = Mutex([:])
    }

    /// Counts a try.
    /// - Parameters:
    ///   - account: what is tried against, as the visitor names it; nil where no account is meant.
    ///   - device: where it comes from. One that is known to the account is counted apart from the strangers.
    /// - Throws: `TooManyAttempts`, with the time to wait; the try is not counted then.
    package func count(
        _ kind: Kind, of account: String?, from device: DeviceSighting, isKnown: Bool = false
    ) throws(TooManyAttempts) -> Attempt {
        let now = time.now
        var bounds: [(key: String, limit: Limit)] = []
        if let account { bounds.append(("\(kind.rawValue)/\(account)/\(isKnown ? device.token ?? "" : "")", Self.perAccount(kind))) }
        if !isKnown { bounds.append(("\(kind.rawValue)//\(device.place)", Self.perPlace(kind))) }
        bounds.append(("\(kind.rawValue)", Self.together(kind)))
        let wait: Duration? = tries.withLock { tries in
            var longest: Duration?
            for (key, limit) in bounds {
                let recent = (tries[key] ?? []).filter { now.since($0) < limit.within }
                tries[key] = recent.isEmpty ? nil : recent
                guard recent.count >= limit.tries else { continue }
                let wait = limit.within - now.since(recent[recent.count - limit.tries])
                longest = max(longest ?? .zero, wait)
            }
            guard longest == nil else { return longest }
            if tries.count >= Self.mostKeys { Self.forget(&tries) }
            for (key, _) in bounds { tries[key, default: []].append(now) }
            return nil
        }
        if let wait { throw TooManyAttempts(seconds: max(1, Int(wait.inSeconds.rounded(.up)))) }
        return Attempt(keys: bounds.map(\.key), at: now)
    }

    /// The seconds for which somebody's next try at no account in particular would not be heard; nil where it would. Counts nothing.
    package func wait(_ kind: Kind, from device: DeviceSighting) -> Int? {
        do {
            forgive(try count(kind, of: nil, from: device))
            return nil
        } catch {
            return error.seconds
        }
    }

    /// Takes a try that was right out of the count.
    package func forgive(_ attempt: Attempt) {
        tries.withLock { tries in
            for key in attempt.keys {
                guard let place = tries[key]?.firstIndex(of: attempt.at) else { continue }
                tries[key]?.remove(at: place)
            }
        }
    }

    private static func forget(_ tries: inout [String: [Moment]]) {
        let oldest = tries.sorted { ($0.value.last?.milliseconds ?? 0) < ($1.value.last?.milliseconds ?? 0) }
        for (key, _) in oldest.prefix(mostKeys / 10) { tries[key] = nil }
    }

    private static func perAccount(_ kind: Kind) -> Limit {
        switch kind {
        case .password, .passkey, .pin, .provider, .token: Limit(5, within: .seconds(60))
        case .code, .deviceCode: Limit(5, within: .seconds(300))
        case .register, .reset, .invitation, .archive, .television, .declaration: Limit(5, within: .seconds(300))
        }
    }

    private static func perPlace(_ kind: Kind) -> Limit {
        switch kind {
        case .password, .passkey, .pin, .code, .provider, .token: Limit(20, within: .seconds(60))
        case .register, .reset, .invitation, .deviceCode, .archive, .television, .declaration: Limit(20, within: .seconds(300))
        }
    }

    /// However many addresses somebody has.
    private static func together(_ kind: Kind) -> Limit { Limit(600, within: .seconds(60)) }
}

/// Somebody tries too often.
package struct TooManyAttempts: Complaint, Hashable {
    /// Until another try is heard.
    package var seconds: Int

    package init(seconds: Int) { self.seconds = seconds }

    package var sentence: String { "Too many tries. Wait \(seconds) seconds, then try again." }
}
