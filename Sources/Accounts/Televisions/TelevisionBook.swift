import KinoraDocuments
import KinoraKernel

/// Televisions that wait to be let in: the codes they show, who said yes, and what they are told when they ask (RFC 8628, with a session of
/// our own as the result).
package struct TelevisionBook: Sendable {
    private let records: Records<TelevisionRequest>
    private let keys: HouseKeys
    private let time: any TimeSource

    /// A code is good for so long.
    package static let life: Duration = .seconds(600)
    /// A television asks no more often than every so many seconds; one that does waits longer from then on (RFC 8628 section 3.5).
    package static let interval = 5
    package static let longestInterval = 60
    /// What a television cannot help: clocks are not exact, and people press keys.
    private static let leniency: Duration = .seconds(1)
    /// So many codes are shown at once in one network, and in all.
    package static let mostOfAPlace = 10
    package static let mostTogether = 1000
    private static let mostTries = 5

    init(store: any DocumentStore, keys: HouseKeys, time: any TimeSource) {
        records = Records(in: store)
        self.keys = keys
        self.time = time
    }

    /// What a television keeps to itself, and what it shows.
    package struct Shown: Hashable, Sendable {
        package var secret: String
        package var code: TelevisionCode
    }

    /// What a television is told that asks.
    package enum Answer: Hashable, Sendable {
        /// Nobody said anything yet.
        case pending(seconds: Int)
        /// The same, and it asked too early.
        case slowDown(seconds: Int)
        case approved
        case refused
        /// There is no such code, or it is over.
        case over
    }

    /// Begins: a code to show.
    /// - Throws: `TooManyAttempts` where too many codes are out.
    package func make(for device: DeviceSighting) async throws -> Shown {
        let now = time.now
        for _ in 0..<Self.mostTries {
            let shown = Shown(secret: RandomToken.make(), code: .make())
            let request = TelevisionRequest(
                code: digest(shown.code), device: device.name, place: device.place, madeAt: now, expiresAt: now + Self.life,
                interval: Self.interval, isRefused: false)
            let id = RandomToken.digest(of: shown.secret)
            do {
                _ = try await records.insert(request, id: id)
            } catch StoreError.notUnique {
                // Another television shows these letters.
                continue
            }
            // Counted with the new one, so that many at once do not slip through together.
            let good = Filter.greaterThan("expiresAt", .date(now))
            guard try await records.count(.and([.equal("place", .string(device.place)), good])) <= Self.mostOfAPlace,
                try await records.count(good) <= Self.mostTogether
            else {
                _ = try await records.delete(id)
                throw TooManyAttempts(seconds: Int(Self.life.inSeconds))
            }
            return shown
        }
        throw TooManyAttempts(seconds: Self.interval)
    }

    /// How it stands with a television's wish, without noting that it asked.
    package func look(_ secret: String) async throws -> Stored<TelevisionRequest>? {
        guard secret.utf8.count == RandomToken.length, let found = try await records.read(RandomToken.digest(of: secret)),
            found.value.expiresAt > time.now
        else { return nil }
        return found
    }

    /// A television asks. Nothing is given to it here.
    package func ask(_ secret: String) async throws -> Answer {
        guard let found = try await look(secret) else { return .over }
        if found.value.isRefused { return .refused }
        if found.value.member != nil { return .approved }
        let now = time.now
        let isEarly = found.value.askedAt.map { now.since($0) + Self.leniency < .seconds(found.value.interval) } ?? false
        let interval = isEarly ? min(found.value.interval + Self.interval, Self.longestInterval) : found.value.interval
        _ = try await records.findAndModify(
            Query(.equal("_id", .string(found.id))), [.set("askedAt", .date(now)), .set("interval", .int(Int64(interval)))])
        return isEarly ? .slowDown(seconds: interval) : .pending(seconds: interval)
    }

    /// Which television shows a code; nil for wrong, old and decided ones.
    func find(_ code: TelevisionCode) async throws -> Stored<TelevisionRequest>? {
        try await records.first(.and(waiting(code)))
    }

    /// A member decides. Of many at once one counts.
    func decide(_ code: TelevisionCode, _ isAllowed: Bool, by member: MemberID, in session: String) async throws
        -> Stored<TelevisionRequest>?
    {
        let changes: [Change] =
            isAllowed ? [.set("member", .string(member.rawValue)), .set("session", .string(session))] : [.set("isRefused", .bool(true))]
        return try await records.findAndModify(Query(.and(waiting(code))), changes)
    }

    /// Takes what a member allowed: once, whoever else shows the same secret.
    func take(_ secret: String) async throws -> TelevisionRequest? {
        guard let found = try await look(secret), found.value.member != nil, !found.value.isRefused,
            try await records.delete(found.id)
        else { return nil }
        return found.value
    }

    /// The television wants no more of it.
    package func drop(_ secret: String) async throws {
        guard secret.utf8.count == RandomToken.length else { return }
        _ = try await records.delete(RandomToken.digest(of: secret))
    }

    /// Removes what is over.
    package func sweep() async throws {
        for request in try await records.find(Query(.atMost("expiresAt", .date(time.now)))) { _ = try await records.delete(request.id) }
    }

    private func waiting(_ code: TelevisionCode) -> [Filter] {
        [
            .equal("code", .string(digest(code))), .greaterThan("expiresAt", .date(time.now)), .equal("member", .null),
            .equal("isRefused", .bool(false)),
        ]
    }

    private func digest(_ code: TelevisionCode) -> String {
        Base64URL.encode(keys.mac(Array(code.letters.utf8), for: .televisionCodes))
    }
}
