import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraSQLiteDocuments
import Testing

@testable import KinoraViewing

@Suite("An account plays on so many devices at once", .timeLimit(.minutes(10)))
struct StreamLedgerTests {
    private let time = StoppedTime(at: Moment(milliseconds: 1_800_000_000_000))
    private let store: MemoryStore

    init() async throws {
        store = MemoryStore(time: time)
        try await store.prepare([MemberStreams.schema])
    }

    private func permission(_ limit: Int = 4, in store: (any DocumentStore)? = nil) -> WatchPermission {
        WatchPermission(streams: StreamLedger(limit: limit, store: store ?? self.store, time: time), time: time)
    }

    private func watcher(_ session: Int, role: Role = .member, age: Int? = nil) -> Watcher {
        Watcher(member: "m", role: role, profile: "p", ageLimit: age, session: "s\(session)", device: "Device \(session)")
    }

    private let listed = Listing(isListed: true)

    private func isAllowed(_ decision: WatchDecision) -> Bool {
        if case .allowed = decision { true } else { false }
    }

    @Test func theOneTooManyHearsOfTheOthers() async throws {
        let permission = permission(2)
        for session in 1...2 { #expect(isAllowed(try await permission.decide("f", listed, for: watcher(session), begins: true))) }

        let third = try await permission.decide("f", listed, for: watcher(3), begins: true)
        #expect(third == .refused(.tooManyStreams(limit: 2, devices: ["Device 1", "Device 2"])))
        #expect(isAllowed(try await permission.decide("f", listed, for: watcher(1), begins: false)), "who plays goes on")
        var other = watcher(3)
        other.member = "n"
        #expect(isAllowed(try await permission.decide("f", listed, for: other, begins: true)), "another account is another account")
    }

    @Test func tenAtTheSameMomentAreExactlyFour() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinora-streams-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Two servers of one house.
        let path = folder.appending(path: "kinora.sqlite").path(percentEncoded: false)
        let stores = [try await SQLiteStore(path: path, time: time), try await SQLiteStore(path: path, time: time)]
        for store in stores { try await store.prepare([MemberStreams.schema]) }

        let allowed = try await withThrowingTaskGroup(of: Bool.self) { group in
            for session in 0..<10 {
                let (permission, watcher) = (permission(in: stores[session % 2]), watcher(session))
                group.addTask { [listed] in
                    if case .allowed = try await permission.decide("f", listed, for: watcher, begins: true) { true } else { false }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }

        #expect(allowed == 4)
        #expect(try await StreamLedger(limit: 4, store: stores[0], time: time).live(of: "m").count == 4)
        for store in stores { try await store.close() }
    }

    @Test func aClosedPageGivesItsPlaceBackAtOnceAndASilentOneSoon() async throws {
        let permission = permission(1)
        #expect(isAllowed(try await permission.decide("f", listed, for: watcher(1), begins: true)))
        try await permission.leave("f", by: watcher(1))
        #expect(isAllowed(try await permission.decide("f", listed, for: watcher(2), begins: true)))

        time.advance(by: StreamLedger.life - .milliseconds(1))
        #expect(!isAllowed(try await permission.decide("f", listed, for: watcher(3), begins: true)))
        time.advance(by: .milliseconds(1))
        #expect(isAllowed(try await permission.decide("f", listed, for: watcher(3), begins: true)))
        #expect(!isAllowed(try await permission.decide("f", listed, for: watcher(2), begins: false)), "its place is another's now")
        try await permission.leave("f", by: watcher(2))
        #expect(
            !isAllowed(try await permission.decide("f", listed, for: watcher(2), begins: false)), "and it cannot give away what it has not")
    }

    @Test func theNextFilmOnADeviceTakesThePlaceOfTheLast() async throws {
        let permission = permission(2)
        _ = try await permission.decide("a", listed, for: watcher(1), begins: true)
        _ = try await permission.decide("a", listed, for: watcher(2), begins: true)

        #expect(isAllowed(try await permission.decide("b", listed, for: watcher(1), begins: true)))
        #expect(!isAllowed(try await permission.decide("a", listed, for: watcher(1), begins: false)), "the last one's page hears of it")
        #expect(
            isAllowed(try await permission.decide("b", listed, for: watcher(1), begins: true)),
            "a page that is loaded anew is the same stream")
    }

    @Test func reasonsAreFoundBeforePlacesAreCounted() async throws {
        let now = time.now
        let cases: [(Listing?, Watcher, WatchDenial)] = [
            (nil, watcher(1), .notListed), (Listing(isListed: false), watcher(1), .notListed),
            (Listing(isListed: true, leastAge: 16), watcher(1, age: 12), .tooYoung),
            (Listing(isListed: true, availableFrom: now + .seconds(1)), watcher(1), .notYet(now + .seconds(1))),
            (Listing(isListed: true, availableUntil: now), watcher(1), .noLonger(now)),
        ]
        for (listing, watcher, denial) in cases {
            #expect(try await permission().decide("f", listing, for: watcher, begins: true) == .refused(denial))
        }
        #expect(try await StreamLedger(limit: 4, store: store, time: time).live(of: "m").isEmpty)
        let open = Listing(isListed: true, leastAge: 12, availableFrom: now, availableUntil: now + .seconds(1))
        #expect(isAllowed(try await permission().decide("f", open, for: watcher(1, age: 12), begins: true)))
    }
}
