import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraGate
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import KinoraDelivery

@Suite("Slow viewers, and viewers who go away", .timeLimit(.minutes(10)))
struct SlowReaderTests {
    private static let size = 12 << 20

    @Test func theNextPieceIsReadOnlyWhenTheLastWasTaken() async throws {
        let house = try DeliveryHouse(filmSize: 4 * Int(FileAnswer.piece))
        let file = FileOnDisk(
            path: house.filmFile.path(percentEncoded: false), size: Int64(house.film.count), contentType: "video/mp4", etag: "\"x\"",
            isImmutable: true)
        let request = Request(
            head: HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/"), body: RequestBody(buffer: ByteBuffer()))
        let taken = Mutex<[Int]>([])
        let changed = Data(repeating: 7, count: house.film.count)

        let writer = PieceByPiece { piece in
            if taken.withLock({ $0.isEmpty }) { try Self.overwrite(house.filmFile, with: changed) }
            taken.withLock { $0.append(piece.readableBytes) }
            if taken.withLock({ $0.count }) > 1 { #expect(piece.readableBytesView.allSatisfy { $0 == 7 }) }
        }
        try await FileAnswer(file: file).response(to: request).body.write(writer)

        #expect(taken.withLock { $0 } == Array(repeating: Int(FileAnswer.piece), count: 4))
    }

    @Test func aViewerWhoGoesAwayClosesTheFile() async throws {
        let house = try DeliveryHouse(filmSize: Self.size)
        let path = house.filmFile.resolvingSymlinksInPath().path(percentEncoded: false)

        try await house.app(filesAtHand: 0).test(.live) { client in
            let port = try #require(client.port)
            try await RawConnection.open(port: port) { inbound, outbound in
                try await outbound.write(
                    ByteBuffer(string: "GET \(house.filmAddress) HTTP/1.1\r\nHost: localhost\r\nCookie: \(try house.cookie())\r\n\r\n"))
                for try await _ in inbound { break }
                try await Self.wait { Self.isOpen(path) }
            }
            try await Self.wait { !Self.isOpen(path) }
        }
    }

    @Test func whoeverReadsLateStillGetsEverything() async throws {
        let house = try DeliveryHouse(filmSize: Self.size)

        try await house.app().test(.live) { client in
            let port = try #require(client.port)
            let received = try await RawConnection.open(port: port) { inbound, outbound in
                try await outbound.write(
                    ByteBuffer(
                        string:
                            "GET \(house.filmAddress) HTTP/1.1\r\nHost: localhost\r\nCookie: \(try house.cookie())\r\nConnection: close\r\n\r\n"
                    ))
                #expect(
                    try await client.execute(uri: house.filmAddress, method: .head, headers: [.cookie: try house.cookie()]).status == .ok)
                var bytes = Data()
                for try await part in inbound { bytes.append(contentsOf: part.readableBytesView) }
                return bytes
            }
            #expect(received.suffix(Self.size) == house.film)
        }
    }

    @Test func aClosingHouseDoesNotWaitForWhoeverPauses() async throws {
        let house = try DeliveryHouse(filmSize: Self.size)
        let path = house.filmFile.resolvingSymlinksInPath().path(percentEncoded: false)
        var limits = ConnectionLimits()
        limits.farewell = .milliseconds(10)

        // Returns only when the server has ended.
        let paused = try await house.app(limits: limits, filesAtHand: 0).test(.live) { client in
            let port = try #require(client.port)
            let paused = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .channelOption(.autoRead, value: false)
                .connect(host: "127.0.0.1", port: port).get()
            try await paused.writeAndFlush(
                ByteBuffer(string: "GET \(house.filmAddress) HTTP/1.1\r\nHost: localhost\r\nCookie: \(try house.cookie())\r\n\r\n"))
            try await Self.wait { Self.isOpen(path) }
            return paused
        }
        #expect(!Self.isOpen(path))
        try await paused.close()
    }

    private static func overwrite(_ file: URL, with data: Data) throws {
        let handle = try FileHandle(forWritingTo: file)
        try handle.write(contentsOf: data)
        try handle.close()
    }

    /// Whether this process holds the file open.
    private static func isOpen(_ path: String) -> Bool {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return entries.contains { (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == path }
    }

    /// There is no event for a closed descriptor; the suite's time limit ends the waiting.
    private static func wait(until isTrue: () -> Bool) async throws {
        while !isTrue() { try await Task.sleep(for: .milliseconds(5)) }
    }
}

/// Takes one piece after the other.
private struct PieceByPiece: ResponseBodyWriter {
    let take: @Sendable (ByteBuffer) throws -> Void

    mutating func write(_ buffer: ByteBuffer) async throws { try take(buffer) }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
