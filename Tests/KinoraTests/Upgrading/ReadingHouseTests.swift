import AsyncHTTPClient
import Foundation
import KinoraAccounts
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraMedia
import KinoraSQLiteDocuments
import KinoraVideoAPI
import KinoraViewing
import Logging
import NIOCore
import NIOHTTP1
import Testing

@testable import Kinora

@Suite("While a backup is made before an upgrade the house can be looked at", .timeLimit(.minutes(10)))
struct ReadingHouseTests {
    private static let package = PackageID("0123456789abcdef0123456789abcdef")
    private static let path = "v-720/media.mp4"

    /// A house with an owner who is signed in, and a film that can be played.
    private struct Furnished {
        var settings: Settings
        var cookie: String
        var film: FilmID
    }

    private func furnished(_ folder: URL) async throws -> Furnished {
        let settings = try await WaitingRoomTests.settings(in: folder)
        let house = try await House.open(settings)
        let accounts = try house.accounts(OwnAddress(settings))
        let member = MemberID(
            try await accounts.members.create(Member(email: "owner@example.org", name: "Owner", role: .owner, state: .active)).id)
        let token = try await accounts.sessions.begin(
            member, [.password], on: DeviceSighting(agent: nil, address: "127.0.0.1"),
            profile: try await accounts.profiles.profiles(of: member)[0].id)
        let film = try await house.editor.place(film: Description(title: "Harbour Lights", year: 2021), source: "source")
        try await house.editor.publish(
            Playable(package: Self.package, source: "source", duration: 60_000, height: 720, audioLanguages: [], textLanguages: []))
        // A session that was last seen elsewhere, and so would be noted anew.
        _ = try await house.store.findAndModify(
            KinoraDocuments.Query(), [.set("place", .string("10.0.0.0/24"))], in: Session.schema.name)
        try await house.close()
        try writePackage(in: folder)
        return Furnished(settings: settings, cookie: "__Host-kinora=\(token)", film: film)
    }

    private func writePackage(in folder: URL) throws {
        let home = folder.appending(path: "packages").appending(path: PackageLayout.folder(of: Self.package))
        try FileManager.default.createDirectory(at: home.appending(path: "v-720"), withIntermediateDirectories: true)
        try Data(repeating: 7, count: 5000).write(to: home.appending(path: Self.path))
        let track = TrackFile(
            size: 5000, headerEnd: 100, indexEnd: 200, timescale: 90_000, segments: [], averageBandwidth: 1, peakBandwidth: 1,
            digest: Digest(of: Data()))
        let rendition = VideoRendition(
            name: "v-720", path: Self.path, codec: "avc1.42c01e", width: 1280, height: 720, frameRate: FrameRate(25), track: track)
        let contents = PackageContents(
            duration: 60_000, presentationOffset: 0, video: [rendition], audio: [], text: [], still: nil, thumbnails: nil, chapters: [])
        try JSONEncoder().encode(contents).write(to: home.appending(path: PackageLayout.contents))
    }

    private func ask(
        _ path: String, _ settings: Settings, cookies: String, post body: String? = nil, range: String? = nil
    ) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(settings.port)\(path)")
        request.headers.add(name: "Cookie", value: cookies)
        request.headers.add(name: "Accept", value: "text/html")
        if let range { request.headers.add(name: "Range", value: range) }
        if let body {
            request.method = .POST
            request.headers.add(name: "Sec-Fetch-Site", value: "same-origin")
            request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(ByteBuffer(string: body))
        }
        // The door is opened while this asks already.
        for _ in 0..<100 {
            if let response = try? await HTTPClient.shared.execute(request, timeout: .seconds(60)) { return response }
            try await Task.sleep(for: .milliseconds(50))
        }
        return try await HTTPClient.shared.execute(request, timeout: .seconds(60))
    }

    private func text(_ response: HTTPClientResponse) async throws -> String {
        String(buffer: try await response.body.collect(upTo: 1 << 20))
    }

    /// Every document as it stands.
    private func everything(_ settings: Settings) async throws -> [String] {
        let store = try await settings.engine.open(time: SystemTime(), logger: House.logger("test", at: .critical))
        try await store.prepare(House.prepared)
        var all: [String] = []
        for schema in House.prepared {
            for document in try await store.find(KinoraDocuments.Query(), in: schema.name) {
                all.append("\(schema.name)/\(document.id) \(document.etag) \(document.body.json)")
            }
        }
        try await store.close()
        return all.sorted()
    }

    private func inNewFolder(_ use: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinora-reading-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try await use(folder)
    }

    @Test func pagesAndFilmsAreThereChangesAreRefusedAndWhatPlayersTellIsKept() async throws {
        try await inNewFolder { folder in
            let house = try await furnished(folder)
            let before = try await everything(house.settings)
            let room = WaitingRoom(settings: house.settings, time: SystemTime(), seconds: 90, isReadable: true)

            let (_, reports) = try await room.during {
                #expect(try await ask("/health", house.settings, cookies: "").status == .ok)
                let home = try await ask("/", house.settings, cookies: house.cookie)
                let shown = try await text(home)
                #expect(home.status == .ok && shown.contains("Harbour Lights"))
                #expect(try await ask("/films/\(house.film)", house.settings, cookies: house.cookie).status == .ok)
                // Who is not signed in is asked to, as ever.
                #expect(try await ask("/login", house.settings, cookies: "").status == .ok)

                let watch = try await ask("/watch/film/\(house.film)", house.settings, cookies: house.cookie)
                #expect(watch.status == .ok)
                let grant = try #require(watch.headers["Set-Cookie"].first { $0.contains("kn_m=") }?.split(separator: ";").first)
                for range in ["bytes=0-9", "bytes=100-4999"] {
                    let bytes = try await ask(
                        "/media/\(Self.package)/\(Self.path)", house.settings, cookies: String(grant), range: range)
                    #expect(bytes.status == .partialContent)
                    #expect(try await bytes.body.collect(upTo: 5000).readableBytesView.allSatisfy { $0 == 7 })
                }

                let refused = try await ask(
                    "/my-list", house.settings, cookies: house.cookie, post: "title=\(house.film)&listed=yes")
                #expect(refused.status == .serviceUnavailable)
                let wait = try #require(refused.headers.first(name: "Retry-After").flatMap { Int($0) })
                #expect((5...90).contains(wait))
                let said = try await text(refused)
                #expect(said.contains("being upgraded") && said.contains("about \(wait) seconds"))
                let signingIn = try await ask("/login", house.settings, cookies: "", post: "email=owner@example.org&password=x")
                #expect(signingIn.status == .serviceUnavailable)

                let report = "sitting=abcdefghijkl&number=0&seconds=12.0&position=12.0&subject=package.\(Self.package)"
                let told = try await ask("/watched/film/\(house.film)", house.settings, cookies: house.cookie, post: report)
                #expect(told.status == .noContent && told.headers["Set-Cookie"].contains { $0.contains("kn_m=") })
                let goesOn = try await ask(
                    "/stream/film/\(house.film)", house.settings, cookies: house.cookie, post: "subject=package.\(Self.package)")
                #expect(goesOn.status == .ok)
            }

            #expect(try await everything(house.settings) == before)
            let opened = try await House.open(house.settings)
            await reports?.hand(to: WatchLog(store: opened.store))
            let watches = try await opened.store.find(KinoraDocuments.Query(), in: Watch.schema.name)
            #expect(watches.count == 1 && watches.first?.body["seconds"] == .double(12))
            // Once handed on, they are gone.
            await reports?.hand(to: WatchLog(store: opened.store))
            #expect(try await opened.store.count(.all, in: Watch.schema.name) == 1)
            try await opened.close()
        }
    }

    @Test func whatAFileOfAnOlderProgramLacksIsEmptyAndNothingIsMadeInIt() async throws {
        try await inNewFolder { folder in
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let path = folder.appending(path: "kinora.sqlite").path(percentEncoded: false)
            let older = try await SQLiteStore(path: path, time: SystemTime())
            let (old, new) = (CollectionSchema("films"), CollectionSchema("films", indexes: [.lookup("year")], searchable: ["title"]))
            try await older.prepare([old, Session.schema])
            let body = Value.object(["title": .string("Harbour"), "year": .int(1999)])
            let document = try await older.insert(body, id: "a", into: "films")
            _ = try await older.insert(.object(["member": .string("m")]), id: "s", into: Session.schema.name)
            try await older.close()

            let base = try await SQLiteStore(reading: path, time: SystemTime())
            let frozen = try await FrozenStore(base, time: SystemTime()) { 33 }
            try await frozen.prepare([new, Session.schema, CollectionSchema("of-tomorrow"), MemberStreams.schema])
            #expect(try await frozen.read("a", in: "films") == document)
            #expect(try await frozen.find(KinoraDocuments.Query(.equal("year", .int(1999))), in: "films") == [document])
            #expect(try await frozen.count(.all, in: "of-tomorrow") == 0)
            let used = try await frozen.findAndModify(
                KinoraDocuments.Query(.equal("_id", .string("s"))), [.set("place", .string("x"))], in: Session.schema.name)
            #expect(used?.id == "s" && used?.body["place"] == nil)
            _ = try await frozen.insert(.object([:]), id: "m", into: MemberStreams.schema.name)
            #expect(try await frozen.read("m", in: MemberStreams.schema.name) != nil)
            for change in Self.changes {
                await #expect(throws: Refusal.upgrading(seconds: 33)) { try await change(frozen) }
            }
            await #expect(throws: StoreError.self) { _ = try await base.insert(.object([:]), id: nil, into: "films") }
            try await frozen.close()

            let after = try await SQLiteStore(reading: path, time: SystemTime())
            #expect(try await after.collections() == ["films", Session.schema.name])
            try await after.close()
        }
    }

    private static let changes: [@Sendable (FrozenStore) async throws -> Void] = [
        { _ = try await $0.insert(.object([:]), id: nil, into: "films") },
        { _ = try await $0.append([.object([:])], to: "of-tomorrow") },
        { _ = try await $0.replace("a", with: .object([:]), ifMatch: nil, in: "films") },
        { _ = try await $0.findAndModify(KinoraDocuments.Query(), [.set("year", .int(1))], in: "films") },
        { _ = try await $0.delete("s", ifMatch: nil, in: Session.schema.name) },
        { try await $0.restore([], into: "films") },
    ]
}
