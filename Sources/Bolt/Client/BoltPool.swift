import NIOSSL
import Synchronization

/// Connections to one server: a bounded number, lent to one caller each.
final class BoltPool: Sendable {
    private struct Inside {
        var free: [BoltConnection] = []
        var isClosed = false
    }

    private let address: BoltAddress
    private let login: BoltLogin
    private let tls: NIOSSLContext?
    private let settings: BoltSettings
    private let places: BoltPlaces
    private let inside = Mutex(Inside())

    init(_ address: BoltAddress, _ login: BoltLogin, _ tls: NIOSSLContext?, _ settings: BoltSettings) {
        self.address = address
        self.login = login
        self.tls = tls
        self.settings = settings
        places = BoltPlaces(settings.mostConnections)
    }

    /// Lends a connection for as long as `use` lasts.
    /// - Throws: `BoltFault`; what `use` throws.
    func withConnection<Outcome: Sendable>(_ use: @Sendable (BoltConnection) async throws -> Outcome) async throws -> Outcome {
        try await places.take(within: settings.waiting)
        defer { places.leave() }
        let connection = try await connection()
        do {
            let outcome = try await use(connection)
            await giveBack(connection)
            return outcome
        } catch {
            await giveBack(connection)
            throw error
        }
    }

    func close() {
        places.close()
        let free = inside.withLock { inside in
            inside.isClosed = true
            defer { inside.free = [] }
            return inside.free
        }
        for connection in free { connection.close() }
    }

    private func connection() async throws -> BoltConnection {
        while let connection = inside.withLock({ $0.free.popLast() }) {
            guard connection.isUsable else { continue }
            guard connection.hasRested else { return connection }
            do {
                try await connection.reset(within: settings.connecting)
                return connection
            } catch is BoltFault {
                connection.close()
            }
        }
        return try await BoltConnection.open(address, login, tls, settings)
    }

    private func giveBack(_ connection: BoltConnection) async {
        if connection.isUsable, connection.hasFailed {
            do {
                try await connection.reset()
            } catch {
                return connection.close()
            }
        }
        let isKept =
            connection.isUsable
            && inside.withLock { inside in
                if !inside.isClosed { inside.free.append(connection) }
                return !inside.isClosed
            }
        if !isKept { connection.close() }
    }
}
