import NIOSSL

/// Says which server does a piece of work, and keeps the pools of all.
actor BoltRouter {
    private let seed: BoltAddress
    private let login: BoltLogin
    private let settings: BoltSettings
    private let tls: NIOSSLContext?
    private var pools: [BoltAddress: BoltPool] = [:]
    private var table: (servers: RoutingTable, until: ContinuousClock.Instant)?
    /// Of many who need the table at once one asks for it.
    private let turnToAsk = BoltPlaces(1)
    private var turn = 0
    private var isClosed = false

    init(_ seed: BoltAddress, _ login: BoltLogin, _ tls: NIOSSLContext?, _ settings: BoltSettings) {
        self.seed = seed
        self.login = login
        self.tls = tls
        self.settings = settings
    }

    /// - Throws: `BoltFault.noServer`, where nobody takes such work.
    func pool(for access: BoltAccess) async throws -> (pool: BoltPool, address: BoltAddress) {
        guard seed.isRouted else { return (try pool(seed), seed) }
        let servers = try await servers()
        let candidates = access == .write ? servers.writers : servers.readers.isEmpty ? servers.writers : servers.readers
        guard !candidates.isEmpty else {
            table = nil
            throw BoltFault.noServer
        }
        turn &+= 1
        let address = candidates[Int(UInt(bitPattern: turn) % UInt(candidates.count))]
        return (try pool(address), address)
    }

    /// What the table says of a server is wrong by now.
    func distrust(_ address: BoltAddress) {
        guard seed.isRouted else { return }
        table = nil
    }

    func close() {
        isClosed = true
        turnToAsk.close()
        for pool in pools.values { pool.close() }
        pools = [:]
    }

    private func pool(_ address: BoltAddress) throws -> BoltPool {
        guard !isClosed else { throw BoltFault.closed }
        if let pool = pools[address] { return pool }
        let pool = BoltPool(address, login, tls, settings)
        pools[address] = pool
        return pool
    }

    private func servers() async throws -> RoutingTable {
        if let table, table.until > .now { return table.servers }
        try await turnToAsk.take(within: settings.waiting)
        defer { turnToAsk.leave() }
        if let table, table.until > .now { return table.servers }
        let known = table?.servers.routers ?? []
        let servers = try await ask(known.filter { $0 != seed } + [seed])
        table = (servers, .now + servers.lifetime)
        return servers
    }

    private func ask(_ routers: [BoltAddress]) async throws -> RoutingTable {
        var last: any Error = BoltFault.noServer
        for router in routers {
            do {
                let context = seed.context.merging(["address": seed.description]) { $1 }.mapValues { BoltValue.string($0) }
                let extra: [String: BoltValue] = settings.database.map { ["db": .string($0)] } ?? [:]
                let facts = try await pool(router).withConnection { connection in
                    try await connection.ask([.route(context, bookmarks: [], extra: extra)])[0].facts()
                }
                return try RoutingTable(facts, of: seed)
            } catch let fault as BoltFault where fault.isPassing || fault == .untrusted {
                last = fault
            }
        }
        throw last
    }
}
