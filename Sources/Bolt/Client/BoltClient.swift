import NIOSSL
import Synchronization

/// What work does with the data; in a cluster, other servers are for the one than for the other.
package enum BoltAccess: String, Sendable {
    case read = "r"
    case write = "w"
}

/// A client of a graph database that speaks Bolt 5.0 to 5.4 or 4.4: connections that are kept, transactions that are done again when trouble
/// passes, clusters.
package final class BoltClient: Sendable {
    private let address: BoltAddress
    private let router: BoltRouter
    private let settings: BoltSettings
    /// The last change that this client made: who reads later sees it, whichever server is asked.
    private let bookmark = Mutex<String?>(nil)

    /// Reads the certificate authorities; blocks for a moment.
    /// - Throws: `BoltFault.untrusted` where they cannot be read.
    package init(_ address: BoltAddress, _ login: BoltLogin, _ settings: BoltSettings) throws {
        self.address = address
        self.settings = settings
        var tls: NIOSSLContext?
        if address.isOverTLS {
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.minimumTLSVersion = .tlsv12
            if let authorities = settings.authorities { configuration.trustRoots = .file(authorities) }
            guard let context = try? NIOSSLContext(configuration: configuration) else { throw BoltFault.untrusted }
            tls = context
        }
        router = BoltRouter(address, login, tls, settings)
    }

    package func close() async { await router.close() }

    /// What the server calls itself, and which version both speak. Proves that the address and the login are right.
    package func greeting() async throws -> (server: String, version: BoltVersion) {
        let (pool, _) = try await router.pool(for: .read)
        return try await pool.withConnection { ($0.server, $0.version) }
    }

    // MARK: - Transactions

    /// Does work in a transaction that only reads; see `write`.
    @discardableResult
    package func read<Outcome: Sendable>(_ work: @Sendable (BoltTransaction) async throws -> Outcome) async throws -> Outcome {
        try await managed(.read, work)
    }

    /// Does work in a transaction. It is done anew, from its beginning, where trouble is passing: a lost connection, a deadlock, another leader;
    /// so it must do nothing but ask.
    /// - Throws: `BoltFault`; what `work` throws, after it was undone.
    @discardableResult
    package func write<Outcome: Sendable>(_ work: @Sendable (BoltTransaction) async throws -> Outcome) async throws -> Outcome {
        try await managed(.write, work)
    }

    /// Asks one thing in a transaction of the server's own; never done again. For what cannot be part of another transaction: changes of the
    /// schema, `CALL {…} IN TRANSACTIONS`.
    @discardableResult
    package func run(
        _ query: String, _ parameters: [String: BoltValue] = [:], access: BoltAccess = .write
    ) async throws -> BoltRows {
        let (pool, address) = try await router.pool(for: access)
        let extra = extra(access)
        do {
            let (rows, mark) = try await pool.withConnection { [settings] connection in
                try await BoltTransaction(connection: connection, settings: settings).run(query, parameters, extra: extra)
            }
            remember(mark)
            return rows
        } catch let fault as BoltFault where fault.isWrongServer || fault == .unreachable {
            await router.distrust(address)
            throw fault
        }
    }

    private func managed<Outcome: Sendable>(
        _ access: BoltAccess, _ work: @Sendable (BoltTransaction) async throws -> Outcome
    ) async throws -> Outcome {
        let end = ContinuousClock.now + settings.retrying
        var pause = Duration.milliseconds(50)
        var lostRaces = 0
        while true {
            do {
                return try await once(access, work)
            } catch let fault as BoltFault {
                if fault.isLostRace { lostRaces += 1 }
                guard fault.isPassing || fault.isLostRace && lostRaces == 1 else { throw fault }
                // Between half and the whole of the pause, so that those who collided do not meet again.
                let rest = pause * Double.random(in: 0.5...1)
                guard ContinuousClock.now + rest < end else { throw fault }
                try await Task.sleep(for: rest)
                pause = min(pause * 2, .seconds(3))
            }
        }
    }

    private func once<Outcome: Sendable>(
        _ access: BoltAccess, _ work: @Sendable (BoltTransaction) async throws -> Outcome
    ) async throws -> Outcome {
        let (pool, address) = try await router.pool(for: access)
        let extra = extra(access)
        do {
            return try await pool.withConnection { [settings] connection in
                _ = try await connection.ask([.begin(extra)])
                do {
                    let outcome = try await work(BoltTransaction(connection: connection, settings: settings))
                    try Task.checkCancellation()
                    try await self.commit(connection)
                    return outcome
                } catch {
                    // Where the server refused, it rolls back when the connection begins anew.
                    if connection.isUsable, !connection.hasFailed { _ = try? await connection.ask([.rollback]) }
                    throw error
                }
            }
        } catch let fault as BoltFault where fault.isWrongServer || fault == .unreachable || fault == .broken {
            await router.distrust(address)
            throw fault
        }
    }

    private func commit(_ connection: BoltConnection) async throws {
        do {
            remember(try await connection.ask([.commit])[0].facts()["bookmark"]?.asString)
        } catch let fault as BoltFault where fault == .broken || fault == .tooSlow {
            throw BoltFault.commitUnknown
        }
    }

    private func remember(_ mark: String?) {
        guard let mark else { return }
        bookmark.withLock { $0 = mark }
    }

    private func extra(_ access: BoltAccess) -> [String: BoltValue] {
        var extra: [String: BoltValue] = ["mode": .string(access.rawValue)]
        if let database = settings.database { extra["db"] = .string(database) }
        if let mark = bookmark.withLock({ $0 }) { extra["bookmarks"] = [.string(mark)] }
        return extra
    }
}
