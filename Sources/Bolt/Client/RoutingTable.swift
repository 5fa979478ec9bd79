/// Which servers of a cluster do what, as one of them said.
struct RoutingTable: Hashable, Sendable {
    var readers: [BoltAddress]
    var writers: [BoltAddress]
    var routers: [BoltAddress]
    var lifetime: Duration

    /// - Throws: `BoltFault.malformed`.
    init(_ facts: [String: BoltValue], of seed: BoltAddress) throws {
        guard let table = facts["rt"]?.asMap, let servers = table["servers"]?.asList, let seconds = table["ttl"]?.asInt else {
            throw BoltFault.malformed("a routing table without servers")
        }
        func addresses(_ role: String) -> [BoltAddress] {
            servers.compactMap(\.asMap).filter { $0["role"]?.asString == role }
                .flatMap { $0["addresses"]?.asList?.compactMap(\.asString) ?? [] }.compactMap(seed.server)
        }
        readers = addresses("READ")
        writers = addresses("WRITE")
        routers = addresses("ROUTE")
        lifetime = .seconds(min(max(seconds, 1), 86_400))
        guard !routers.isEmpty, !readers.isEmpty || !writers.isEmpty else { throw BoltFault.noServer }
    }
}
