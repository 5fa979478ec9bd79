import AsyncHTTPClient
import Foundation
import KinoraKernel
import NIOCore
import NIOHTTP1
import NIOPosix
import Testing

@testable import Kinora

@Suite("While an upgrade begins visitors are told", .timeLimit(.minutes(10)))
struct WaitingRoomTests {
    static func settings(in folder: URL) async throws -> Settings {
        var flags = SettingsReader.Flags()
        flags.data = folder.path(percentEncoded: false)
        flags.log = "critical"
        // A port that nobody listens on now.
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).bind(host: "127.0.0.1", port: 0).get()
        flags.port = channel.localAddress?.port
        try await channel.close()
        return try await SettingsReader(flags: flags).settings()
    }

    private func get(_ path: String, _ settings: Settings) async throws -> HTTPClientResponse {
        let request = HTTPClientRequest(url: "http://127.0.0.1:\(settings.port)\(path)")
        for _ in 0..<100 {
            if let response = try? await HTTPClient.shared.execute(request, timeout: .seconds(60)) { return response }
            try await Task.sleep(for: .milliseconds(50))
        }
        return try await HTTPClient.shared.execute(request, timeout: .seconds(60))
    }

    @Test func whoeverComesIsToldWhenTheHouseOpensAndThePortIsFreeAfterwards() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinora-waiting-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let settings = try await Self.settings(in: folder)
        let room = WaitingRoom(settings: settings, time: SystemTime(), seconds: 90, isReadable: true)

        let (outcome, reports) = try await room.during {
            let page = try await get("/films/anything", settings)
            #expect(page.status == .serviceUnavailable)
            let wait = try #require(page.headers.first(name: "Retry-After").flatMap { Int($0) })
            #expect((5...90).contains(wait))
            let text = String(buffer: try await page.body.collect(upTo: 10_000))
            #expect(text.contains("being upgraded") && text.contains("Dieses Haus") && text.contains("Cette maison"))
            #expect(try await get("/health", settings).status == .ok)
            #expect(try await get("/ready", settings).status == .serviceUnavailable)
            return 7
        }

        #expect(outcome == 7 && reports == nil)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1).bind(host: "127.0.0.1", port: settings.port).get()
        try await channel.close()
    }

    @Test func onlyAHouseThatAnOlderProgramUsedMakesPeopleWait() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinora-waiting-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let settings = try await Self.settings(in: folder)
        #expect(await Upgrade(settings: settings, time: SystemTime()).outlook() == nil, "a new house")
        try await House.open(settings).close()
        #expect(await Upgrade(settings: settings, time: SystemTime()).outlook() == nil, "the same program")
        let newer = DataMark(format: 1, version: "99.0.0")
        #expect(
            await Upgrade(settings: settings, time: SystemTime(), program: newer).outlook() == Upgrade.Outlook(seconds: 1, isReadable: true)
        )
        let other = DataMark(format: 2, version: "99.0.0")
        #expect(
            await Upgrade(settings: settings, time: SystemTime(), program: other).outlook()
                == Upgrade.Outlook(seconds: 1, isReadable: false))
        try FileManager.default.removeItem(atPath: folder.path + "/" + DataMark.name)
        #expect(await Upgrade(settings: settings, time: SystemTime()).outlook()?.isReadable == false, "one before there were marks")
        struct Broken: Error {}
        await #expect(throws: Broken.self) {
            _ = try await WaitingRoom(settings: settings, time: SystemTime(), seconds: 1).during { throw Broken() }
        }
    }
}
