import NIOCore
import NIOPosix

/// Is the port free that the pages are to be served on?
struct PortCheck: Sendable {
    let settings: Settings

    func findings() async -> [Finding] {
        let place = "\(settings.host):\(settings.port)"
        do {
            let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
                .bind(host: settings.host, port: settings.port).get()
            try await channel.close()
            return [.fine("port", "\(place) is free")]
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            return [
                .warning(
                    "port", "\(place) is in use",
                    do: "If Kinora is not running already, stop the other program or choose another port with --port.")
            ]
        } catch {
            return [.broken("port", "\(place) cannot be used", do: "Choose a port above 1024 with --port, and an address of this machine.")]
        }
    }
}
