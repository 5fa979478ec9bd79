import KinoraKernel
import NIOCore
import NIOPosix
import NIOSSL

/// A connection to a mail server: says a line, waits for the answer, and no step takes longer than it may.
struct SMTPConnection: Sendable {
    private let channel: any Channel
    private let reader: SMTPReader
    private let tls: SMTPSecurity

    static func open(_ server: MailServer, _ tls: SMTPSecurity, _ limits: MailLimits) async throws -> SMTPConnection {
        let reader = SMTPReader(limits)
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.milliseconds(limits.connecting.wholeMilliseconds))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if server.security == .tls { try channel.pipeline.syncOperations.addHandler(tls.handler()) }
                    try channel.pipeline.syncOperations.addHandler(reader)
                }
            }
        do {
            return SMTPConnection(
                channel: try await bootstrap.connect(host: server.host, port: server.port).get(), reader: reader, tls: tls)
        } catch {
            throw SMTPFault(error)
        }
    }

    /// What the server says, asked or not.
    func answer(within limit: Duration) async throws -> SMTPReply {
        let alarm = channel.eventLoop.scheduleTask(in: .milliseconds(limit.wholeMilliseconds)) { [channel, reader] in
            reader.fail(.tooSlow)
            channel.close(promise: nil)
        }
        defer { alarm.cancel() }
        return try await withTaskCancellationHandler {
            try await reader.next()
        } onCancel: {
            channel.close(promise: nil)
        }
    }

    /// - Parameter line: without its end; holds no line break.
    func ask(_ line: String, within limit: Duration) async throws -> SMTPReply {
        precondition(!line.utf8.contains { $0 == 0x0D || $0 == 0x0A || $0 == 0 }, "a line of SMTP is one line")
        return try await ask(text: line + "\r\n", within: limit)
    }

    func ask(text: String, within limit: Duration) async throws -> SMTPReply {
        // Whether it could be written shows in the answer.
        channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
        return try await answer(within: limit)
    }

    /// Turns TLS on. What came in the clear before is not believed any more, and what lies unread is an attack (CVE-2011-0411 and its kind).
    func startTLS() async throws {
        do {
            try await channel.eventLoop.submit { [channel, reader, tls] in
                guard reader.isEmpty else { throw SMTPFault.injected }
                try channel.pipeline.syncOperations.addHandler(tls.handler(), position: .first)
            }.get()
        } catch {
            throw SMTPFault(error)
        }
    }

    /// This side's address as a mail server wants to be greeted (RFC 5321, section 4.1.3).
    var literal: String {
        guard let address = channel.localAddress, let ip = address.ipAddress else { return "[127.0.0.1]" }
        if case .v6 = address { return "[IPv6:\(ip.split(separator: "%").first ?? "::1")]" }
        return "[\(ip)]"
    }

    func close() { channel.close(promise: nil) }
}
