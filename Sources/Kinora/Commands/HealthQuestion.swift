import KinoraKernel
import NIOCore
import NIOPosix
import NIOSSL

/// One request to the server on this machine, of which the status is all that counts (RFC 9112).
struct HealthQuestion {
    /// Where the server listens; every address of the machine is asked on its loopback.
    let host: String
    let port: Int
    /// Whether it speaks TLS. On one's own machine nobody's name needs to be proved.
    var isEncrypted = false

    private static let patience = Duration.seconds(8)
    /// A status line is shorter (bytes).
    private static let longestStatusLine = 1024

    /// - Throws: `NotReady` when nobody answers in time.
    func status(of path: String) async throws -> Int {
        do {
            let status = try await withThrowingTaskGroup(of: Int?.self) { group in
                defer { group.cancelAll() }
                group.addTask { try await ask(path) }
                group.addTask {
                    try await Task.sleep(for: Self.patience)
                    return nil
                }
                return try await group.next() ?? nil
            }
            if let status { return status }
        } catch is IOError {
        } catch is NIOConnectionError {
        }
        throw NotReady(sentence: "No Kinora answers on port \(port) of this machine. Is it running?")
    }

    private func ask(_ path: String) async throws -> Int? {
        let client = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: address, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if isEncrypted { try channel.pipeline.syncOperations.addHandler(Self.tls()) }
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await client.executeThenClose { incoming, outgoing in
            let name = address.contains(":") ? "[\(address)]" : address
            try await outgoing.write(ByteBuffer(string: "GET \(path) HTTP/1.1\r\nHost: \(name)\r\nConnection: close\r\n\r\n"))
            var said = ""
            for try await piece in incoming {
                said += String(buffer: piece)
                if said.contains("\r\n") || said.utf8.count > Self.longestStatusLine { break }
            }
            return Self.status(in: said)
        }
    }

    private static func tls() throws -> NIOSSLClientHandler {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        return try NIOSSLClientHandler(context: NIOSSLContext(configuration: configuration), serverHostname: nil)
    }

    private var address: String {
        switch host {
        case "0.0.0.0": "127.0.0.1"
        case "::": "::1"
        default: host
        }
    }

    /// The number in `HTTP/1.1 200 OK`.
    static func status(in text: String) -> Int? {
        let words = text.prefix { $0 != "\r\n" && $0 != "\n" }.split(separator: " ")
        guard let first = words.first, first.hasPrefix("HTTP/1."), words.count > 1 else { return nil }
        return Int(words[1])
    }
}
