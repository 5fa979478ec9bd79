import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// One connection to one server, signed in. Used by one caller at a time.
final class BoltConnection: Sendable {
    let address: BoltAddress
    let version: BoltVersion
    /// What the server calls itself.
    let server: String

    private let channel: any Channel
    private let reader: BoltReader
    private let settings: BoltSettings
    private let state: Mutex<State>

    private struct State {
        /// The server leaves everything aside until it is told to begin anew.
        var hasFailed = false
        var lastUsed: ContinuousClock.Instant
        /// For an answer, if the server says how long it may be silent.
        var silence: Duration?
    }

    private init(
        _ address: BoltAddress, _ version: BoltVersion, _ server: String, _ channel: any Channel, _ reader: BoltReader,
        _ settings: BoltSettings,
        silence: Duration?
    ) {
        self.address = address
        self.version = version
        self.server = server
        self.channel = channel
        self.reader = reader
        self.settings = settings
        state = Mutex(State(lastUsed: .now, silence: silence))
    }

    /// - Throws: `BoltFault`; `.refused` where the login is wrong.
    static func open(
        _ address: BoltAddress, _ login: BoltLogin, _ tls: NIOSSLContext?, _ settings: BoltSettings
    ) async throws -> BoltConnection {
        let reader = BoltReader(longestMessage: settings.longestMessage)
        let isName = (try? SocketAddress(ipAddress: address.host, port: 0)) == nil
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.milliseconds(settings.connecting.milliseconds))
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        let handler = try NIOSSLClientHandler(context: tls, serverHostname: isName ? address.host : nil)
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                    try channel.pipeline.syncOperations.addHandler(reader)
                }
            }
        let channel: any Channel
        do {
            channel = try await bootstrap.connect(host: address.host, port: address.port).get()
        } catch {
            throw BoltFault(error)
        }
        do {
            try Task.checkCancellation()
            return try await signIn(address, login, channel, reader, settings)
        } catch {
            channel.close(promise: nil)
            throw error
        }
    }

    private static func signIn(
        _ address: BoltAddress, _ login: BoltLogin, _ channel: any Channel, _ reader: BoltReader, _ settings: BoltSettings
    ) async throws -> BoltConnection {
        channel.writeAndFlush(ByteBuffer(bytes: BoltVersion.offers), promise: nil)
        let version = try await bounded(channel, reader, settings.connecting) { try await reader.version() }
        var hello: [String: BoltValue] = [
            "user_agent": .string(settings.agent),
            "routing": address.isRouted
                ? .map(address.context.mapValues { .string($0) }.merging(["address": .string(address.description)]) { $1 }) : .null,
        ]
        if version >= BoltVersion(5, 3) { hello["bolt_agent"] = ["product": .string(settings.agent), "language": "Swift"] }
        var requests: [BoltRequest]
        if version >= BoltVersion(5, 1) {
            requests = [.hello(hello), .logon(login.facts)]
        } else {
            requests = [.hello(hello.merging(login.facts) { $1 })]
        }
        let replies = try await exchange(requests, channel, reader, version, settings.answering)
        // The first that went wrong says why; what follows was left aside.
        for reply in replies where reply.hasFailed { _ = try reply.facts() }
        let facts = try replies[0].facts()
        let seconds = facts["hints"]?.asMap?["connection.recv_timeout_seconds"]?.asInt
        return BoltConnection(
            address, version, facts["server"]?.asString ?? "", channel, reader, settings,
            silence: seconds.flatMap { (1...86_400).contains($0) ? .seconds($0) : nil })
    }

    // MARK: - Questions

    /// Sends requests together and waits for all answers.
    /// - Throws: `BoltFault`; the first refusal, after the connection was made usable again.
    func ask(_ requests: [BoltRequest]) async throws -> [BoltReply] {
        let replies: [BoltReply]
        do {
            replies = try await Self.exchange(requests, channel, reader, version, settings.answering)
        } catch let fault as BoltFault where !fault.endsConnection {
            // Nothing was sent.
            throw fault
        }
        state.withLock { $0.lastUsed = .now }
        guard let failed = replies.first(where: \.hasFailed) else { return replies }
        state.withLock { $0.hasFailed = true }
        _ = try failed.facts()
        return replies
    }

    /// Begins anew after a refusal; open transactions are rolled back.
    func reset(within limit: Duration? = nil) async throws {
        let replies = try await Self.exchange([.reset], channel, reader, version, limit ?? settings.answering)
        _ = try replies[0].facts()
        state.withLock { state in
            state.hasFailed = false
            state.lastUsed = .now
        }
    }

    var hasFailed: Bool { state.withLock { $0.hasFailed } }

    /// Whether it can be used at all.
    var isUsable: Bool { channel.isActive && !reader.hasFailed }

    var hasRested: Bool { state.withLock { .now - $0.lastUsed >= settings.idle } }

    /// Says goodbye and closes.
    func close() {
        if isUsable, let bytes = try? BoltRequest.goodbye.bytes(version) { channel.writeAndFlush(bytes, promise: nil) }
        channel.close(promise: nil)
    }

    private static func exchange(
        _ requests: [BoltRequest], _ channel: any Channel, _ reader: BoltReader, _ version: BoltVersion, _ limit: Duration
    ) async throws -> [BoltReply] {
        var bytes = ByteBuffer()
        for request in requests {
            var part = try request.bytes(version)
            bytes.writeBuffer(&part)
        }
        let message = bytes
        return try await bounded(channel, reader, limit) {
            try await reader.replies(to: requests) { channel.writeAndFlush(message, promise: nil) }
        }
    }

    /// Who waits too long, or is cancelled, leaves the connection: what comes later would be taken for the answer to something else.
    private static func bounded<Outcome: Sendable>(
        _ channel: any Channel, _ reader: BoltReader, _ limit: Duration, _ body: () async throws -> Outcome
    ) async throws -> Outcome {
        let alarm = channel.eventLoop.scheduleTask(in: .milliseconds(limit.milliseconds)) {
            reader.fail(.tooSlow)
            channel.close(promise: nil)
        }
        defer { alarm.cancel() }
        return try await withTaskCancellationHandler {
            do {
                return try await body()
            } catch {
                try Task.checkCancellation()
                throw error
            }
        } onCancel: {
            reader.fail(.closed)
            channel.close(promise: nil)
        }
    }
}

extension Duration {
    var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
