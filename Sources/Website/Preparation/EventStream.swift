import Foundation
import Hummingbird
import NIOCore
import ServiceLifecycle
import Synchronization

/// The preparation page's live updates as server-sent events (WHATWG HTML 9.2): one event `board` now and after every change.
///
/// 1. Changes and a heartbeat are two tasks that feed one stream of signals, of which the newest waits. The desk's first element comes
///    when it has begun to listen, so nothing falls between the first board and the first change.
/// 2. For each signal one event or comment is written; writing waits for a slow browser and fails when it has gone.
/// 3. After an event there is a pause, so that a hundred changes become one event.
/// 4. When the browser closes the page, the place is free at once.
/// 5. When the server shuts down, the stream ends; the browser comes back by itself.
final class EventStream: Sendable {
    private let desk: any JobDesk
    private let heartbeat: Duration
    private let open = Mutex(0)

    /// Pages beyond these are told to come back later.
    static let mostOpen = 32
    private static let pause = Duration.seconds(1)
    private static let retryLater = "retry: 30000\n\n"

    private enum Signal { case changed, heartbeat }

    /// - Parameter heartbeat: how often a page hears something, so that it and whatever stands between know that the other is there.
    init(_ desk: any JobDesk, heartbeat: Duration = .seconds(15)) {
        self.desk = desk
        self.heartbeat = heartbeat
    }

    func answer(to request: Request, in words: Words) -> Response {
        let body = ResponseBody { [self] writer in
            if enter() {
                defer { leave() }
                try await stream(to: &writer, from: request, in: words)
            } else {
                try await writer.write(ByteBuffer(string: Self.retryLater))
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"], body: body)
    }

    private func enter() -> Bool {
        open.withLock { count in
            guard count < Self.mostOpen else { return false }
            count += 1
            return true
        }
    }

    private func leave() { open.withLock { $0 -= 1 } }

    /// The board on one line.
    private func board(_ words: Words) async throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(try await JobBoard(desk, words)), as: UTF8.self)
    }

    private func stream(to writer: inout any ResponseBodyWriter, from request: Request, in words: Words) async throws {
        let (signals, feed) = AsyncStream.makeStream(of: Signal.self, bufferingPolicy: .bufferingNewest(1))
        try await request.body.consumeWithInboundCloseHandler { _ in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { [desk] in
                    for await _ in desk.changes().cancelOnGracefulShutdown() { feed.yield(.changed) }
                    feed.finish()
                }
                group.addTask { [heartbeat] in
                    while true {
                        try await Task.sleep(for: heartbeat)
                        feed.yield(.heartbeat)
                    }
                }
                defer { group.cancelAll() }
                for await signal in signals { try await write(signal, to: &writer, in: words) }
            }
        } onInboundClosed: {
            feed.finish()
        }
    }

    private func write(_ signal: Signal, to writer: inout any ResponseBodyWriter, in words: Words) async throws {
        switch signal {
        case .changed:
            try await writer.write(ByteBuffer(string: "event: board\ndata: \(try await board(words))\n\n"))
            try await Task.sleep(for: Self.pause)
        case .heartbeat:
            try await writer.write(ByteBuffer(string: ": still here\n\n"))
        }
    }
}
