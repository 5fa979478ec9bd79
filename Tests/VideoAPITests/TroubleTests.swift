import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraDocuments
import KinoraGate
import KinoraKernel
import NIOCore
import NIOPosix
import Testing

@testable import KinoraVideoAPI

@Suite("When something goes wrong", .timeLimit(.minutes(10)))
struct TroubleTests {
    private static let requests: [(HTTPRequest.Method, String, String?)] = [
        (.get, "/films", nil), (.get, "/films/a", nil), (.get, "/films/_size", nil), (.post, "/films", "{}"), (.put, "/films/a", "{}"),
        (.patch, "/films/a", #"{"x":1}"#), (.delete, "/films/a", nil), (.delete, "/films/*?filter=%7B%22a%22:1%7D", nil),
        (.get, "/_changes", nil), (.post, "/films/_restore", "[]"), (.put, "/new", "{}"), (.post, "/films", #"[{"_id":"a"}]"#),
    ]

    @Test(arguments: [
        StoreError.unavailable("host secret.example refused"), .cannotWrite(path: "/secret/place", reason: "full"),
        .refused("password of secret"),
        .unusable("https://secret.example"),
    ])
    func aStoreThatIsAwayIsToldSo(error: StoreError) async throws {
        let house = try await APIHouse()
        house.store.fail(with: error)

        for (method, path, body) in Self.requests {
            let answer = try await house.send(method, path, body)
            #expect(answer.status == 503, "\(method) \(path)")
            #expect(answer.headers[.retryAfter] == "5")
            #expect(!answer.text.contains("secret"))
            #expect(answer.field("Content-Security-Policy") != nil)
        }
    }

    @Test(arguments: [
        StoreError.unreadable(collection: "films", id: "secret", field: "x", reason: "secret"), .newerFormat(path: "/secret"),
        .notADatabase(path: "/secret"),
    ])
    func whatIsOursIsNotExplained(error: StoreError) async throws {
        let house = try await APIHouse()
        house.store.fail(with: error)

        for (method, path, body) in Self.requests {
            let answer = try await house.send(method, path, body)
            #expect(answer.status == 500, "\(method) \(path)")
            #expect(!answer.text.contains("secret") && answer.json["http status code"] == 500)
        }
    }

    @Test func aWriteThatIsAlwaysOvertakenEnds() async throws {
        let house = try await APIHouse()
        try await house.insert("{}", id: "a")
        house.store.overtake()

        let answer = try await house.send(.patch, "/films/a", #"{"$push":{"tags":1}}"#)

        #expect(answer.status == 503)
    }

    @Test func writesThatCrossAllCount() async throws {
        let house = try await APIHouse()
        try await house.insert(#"{"tags":[]}"#, id: "a")

        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<20 {
                group.addTask { try await house.send(.patch, "/films/a", #"{"$push":{"tags":\#(number)}}"#).status }
            }
            for try await status in group { #expect(status == 200) }
        }

        guard case .array(let tags)? = try await house.store.read("a", in: "films")?.body["tags"] else {
            Issue.record("no tags")
            return
        }
        #expect(Set(tags).count == 20)
    }

    @Test func ofManyWhoKnowOneVersionOneWrites() async throws {
        let house = try await APIHouse()
        let tag = try await house.insert("{}", id: "a").etag.rawValue

        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<20 {
                group.addTask { try await house.send(.put, "/films/a", #"{"n":\#(number)}"#, as: .documents, [.ifMatch: tag]).status }
            }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }

        #expect(statuses.filter { $0 == 200 }.count == 1)
        #expect(statuses.filter { $0 == 412 }.count == 19)
    }

    // MARK: Over a socket, byte by byte

    private func exchange(_ bytes: [UInt8], port: Int) async throws -> String {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture { try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel) }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(bytes: bytes))
            var answer = ByteBuffer()
            for try await var part in inbound { answer.writeBuffer(&part) }
            return String(buffer: answer)
        }
    }

    private func head(_ line: String, _ house: APIHouse, _ more: String) -> [UInt8] {
        Array(
            "\(line) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer \(house.secret(.documents))\r\n\(more)\r\n"
                .utf8)
    }

    @Test func bodiesThatAreNoText() async throws {
        let house = try await APIHouse()
        let asked = house.store.count
        try await house.app().test(.live) { client in
            let port = try #require(client.port)
            for body in [[0xFF], Array(#"{"a":""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8), [0xEF, 0xBB, 0xBF, 0x7B, 0x7D], [0]]
                as [[UInt8]]
            {
                let head = head("POST /api/films", house, "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n")
                let answer = try await exchange(head + body, port: port)
                #expect(answer.hasPrefix("HTTP/1.1 400") && answer.contains("http status code"), "\(answer.prefix(200))")
            }
        }
        #expect(house.store.count == asked)
    }

    @Test func addressesWithRawBytesAndWrongLengths() async throws {
        let house = try await APIHouse()
        try await house.app().test(.live) { client in
            let port = try #require(client.port)
            let raw = Array("GET /api/films?filter=".utf8) + [0xFF, 0xFE] + head("", house, "").dropFirst(0)
            #expect(try await exchange(raw, port: port).hasPrefix("HTTP/1.1 400"))
            for length in ["-1", "4, 5", "x", ""] {
                let wrong =
                    head("POST /api/films", house, "Content-Type: application/json\r\nContent-Length: \(length)\r\n") + Array("{}".utf8)
                #expect(try await exchange(wrong, port: port).hasPrefix("HTTP/1.1 400"), "\(length)")
            }
            let tooMuch = head("POST /api/films", house, "Content-Type: application/json\r\nContent-Length: 99999999\r\n")
            let answer = try await exchange(tooMuch, port: port)
            #expect(answer.hasPrefix("HTTP/1.1 413") && answer.contains("http status code"), "\(answer.prefix(200))")
            #expect(try await client.execute(uri: "/api/_openapi.json", method: .get).status == .ok)
        }
    }

    @Test func aLargeDocumentIsTaken() async throws {
        let house = try await APIHouse()
        let text = String(repeating: "x", count: 7 << 20)
        try await house.app().test(.live) { client in
            let fields: HTTPFields = [.authorization: "Bearer \(house.secret(.documents))", .contentType: "application/json"]
            let body = ByteBuffer(string: #"{"text":"\#(text)"}"#)
            let written = try await client.execute(uri: "/api/films/long?wm=insert", method: .put, headers: fields, body: body)
            #expect(written.status == .created)
            let read = try await client.execute(uri: "/api/films/long?keys=%7B%22text%22:1%7D", method: .get, headers: fields)
            #expect(read.body.readableBytes > 7 << 20)
        }
        #expect(try await house.send(.put, "/films/x?wm=insert", #"{"a":"\#(text)\#(text.prefix(2 << 20))"}"#).status == 400)
    }

    @Test func withoutATokenABodyIsNotRead() async throws {
        let house = try await APIHouse()
        try await house.app().test(.live) { client in
            let port = try #require(client.port)
            let head =
                "POST /api/films HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
            #expect(try await exchange(Array(head.utf8), port: port).hasPrefix("HTTP/1.1 401"))
        }
    }
}
