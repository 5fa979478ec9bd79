import KinoraDocuments
import KinoraKernel
import Synchronization

/// The screenings of a house.
package struct ScreeningBook: Sendable {
    private let screenings: Records<Screening>
    private let guests: Records<ScreeningGuest>
    private let time: any TimeSource
    private let memory = ScreeningMemory()

    package static let schemas = [Screening.schema, ScreeningGuest.schema]
    /// Screenings that are planned at once, in all and by one account.
    package static let most = 100
    package static let mostOfOne = 10
    /// How far ahead one can be set.
    package static let furthest = Duration.seconds(400 * 86_400)
    /// What is over is forgotten so long after.
    private static let keptFor = Duration.seconds(7 * 86_400)
    /// Guests are written down before their screening; who is asked to one that is not there after so long is asked to none.
    private static let settling = Duration.seconds(3600)

    package init(store: any DocumentStore, time: any TimeSource) {
        screenings = Records(in: store)
        guests = Records(in: store)
        self.time = time
    }

    /// Sets a screening.
    /// - Parameter guests: accounts that are asked, where it is not for all.
    /// - Throws: `ScreeningRefusal`.
    package func set(_ screening: Screening, guests asked: Set<String>) async throws -> ScreeningID {
        let now = time.now
        guard screening.startsAt > now - .seconds(3600), screening.startsAt < now + Self.furthest else { throw ScreeningRefusal.moment }
        guard (1...Screening.mostFeatures).contains(screening.features.count), screening.features.allSatisfy({ $0.length > 0 }) else {
            throw ScreeningRefusal.features
        }
        guard asked.count <= Screening.mostGuests else { throw ScreeningRefusal.guests }
        let standing = try await screenings.find(Query(.greaterThan("endsAt", .date(now)), limit: Self.most + 1))
        guard standing.count < Self.most, standing.count(where: { $0.value.madeBy == screening.madeBy }) < Self.mostOfOne else {
            throw ScreeningRefusal.full
        }
        let id = ScreeningID.make()
        for member in asked.sorted() where screening.isByInvitation {
            _ = try await guests.insert(
                ScreeningGuest(screening: id.rawValue, member: member), id: ScreeningGuest.name(id.rawValue, member))
        }
        _ = try await screenings.insert(screening, id: id.rawValue)
        memory.forget()
        return id
    }

    /// A screening that a member may come to.
    package func screening(_ id: ScreeningID, for member: String) async throws -> Stored<Screening>? {
        guard let found = try await screenings.read(id.rawValue), try await mayCome(member, to: found) else { return nil }
        return found
    }

    /// What is on the programme for a member: what plays or comes, in order.
    package func programme(for member: String) async throws -> [Stored<Screening>] {
        let now = time.now
        let standing: [Stored<Screening>]
        if let known = memory.known(at: now) {
            standing = known
        } else {
            let order: [Sort] = [.ascending("endsAt")]
            standing = try await screenings.find(Query(.greaterThan("endsAt", .date(now)), sort: order, limit: Self.most))
            memory.keep(standing, at: now)
        }
        var seen: [Stored<Screening>] = []
        for screening in standing where screening.value.state(at: now) != .over {
            if try await mayCome(member, to: screening) { seen.append(screening) }
        }
        return seen.sorted { ($0.value.startsAt, $0.id) < ($1.value.startsAt, $1.id) }
    }

    private func mayCome(_ member: String, to screening: Stored<Screening>) async throws -> Bool {
        if !screening.value.isByInvitation || screening.value.madeBy == member { return true }
        return try await guests.read(ScreeningGuest.name(screening.id, member)) != nil
    }

    /// How many are asked.
    package func guestCount(of id: ScreeningID) async throws -> Int {
        try await guests.count(.equal("screening", .string(id.rawValue)))
    }

    /// The host pauses, goes on, winds, begins earlier or ends. Of two wishes that come together, both are followed, one after the other.
    package func follow(_ wish: ScreeningCourse.Wish, of id: ScreeningID) async throws {
        let now = time.now
        try await screenings.change(id.rawValue) { screening in
            screening.follow(wish, at: now)
        }
        memory.forget()
    }

    /// Takes a screening off the programme.
    package func remove(_ id: ScreeningID) async throws {
        for guest in try await guests.find(Query(.equal("screening", .string(id.rawValue)))) { _ = try await guests.delete(guest.id) }
        _ = try await screenings.delete(id.rawValue)
        memory.forget()
    }

    /// Forgets what has been over for a week.
    package func sweep() async throws {
        let old: Filter = .lessThan("endsAt", .date(time.now - Self.keptFor))
        for screening in try await screenings.find(Query(old)) { try await remove(ScreeningID(screening.id)) }
        // Of a host who left, the screenings are erased; who was asked to them goes, too.
        let settled = time.now - Self.settling
        for try await guest in guests.all() where guest.createdAt < settled {
            if try await screenings.read(guest.value.screening) == nil { _ = try await guests.delete(guest.id) }
        }
    }
}

/// What was on the programme a moment ago, so that first pages need not ask for it every time.
private final class ScreeningMemory: Sendable {
    private let kept = Mutex<(at: Moment, screenings: [Stored<Screening>])?>(nil)
    private static let life = Duration.seconds(5)

    func known(at now: Moment) -> [Stored<Screening>]? {
        kept.withLock { kept in
            guard let kept, now >= kept.at, now.since(kept.at) < Self.life else { return nil }
            return kept.screenings
        }
    }

    func keep(_ screenings: [Stored<Screening>], at now: Moment) { kept.withLock { $0 = (now, screenings) } }

    func forget() { kept.withLock { $0 = nil } }
}

/// Why a screening is not set.
package enum ScreeningRefusal: Complaint, Hashable {
    case moment, features, guests, full

    package var sentence: String {
        switch self {
        case .moment: "A screening begins from now on, and at most 400 days ahead. Choose another time."
        case .features: "A screening has one to \(Screening.mostFeatures) films or episodes that can be played. Choose others."
        case .guests: "At most \(Screening.mostGuests) people can be asked one by one. Ask fewer, or everybody."
        case .full: "There are as many screenings on the programme as fit. Take one off first."
        }
    }
}
