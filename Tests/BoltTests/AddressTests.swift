import Testing

@testable import KinoraBolt

@Suite("Addresses of graph databases")
struct AddressTests {
    @Test(
        "say host, port, TLS and whether there is a cluster",
        arguments: [
            ("bolt://localhost", "localhost:7687", false, false), ("bolt+s://db.example.org:7688", "db.example.org:7688", false, true),
            ("neo4j://10.0.0.1/", "10.0.0.1:7687", true, false), ("NEO4J+S://[::1]:9", "[::1]:9", true, true),
        ])
    func good(text: String, place: String, isRouted: Bool, isOverTLS: Bool) throws {
        let address = try #require(BoltAddress(text))
        #expect(address.description == place && address.isRouted == isRouted && address.isOverTLS == isOverTLS)
    }

    @Test(
        "are refused where they hold a password, a path or nonsense",
        arguments: [
            "http://localhost", "bolt://", "bolt://ida:secret@localhost", "bolt://localhost/db", "bolt://localhost?x=1", "localhost:7687",
            "bolt://localhost:0",
        ])
    func bad(text: String) { #expect(BoltAddress(text) == nil) }

    @Test func aRoutingTableNamesServersOfTheSameCluster() throws {
        let seed = try #require(BoltAddress("neo4j+s://seed.example.org?region=eu"))
        #expect(seed.context == ["region": "eu"])
        let facts: [String: BoltValue] = [
            "rt": [
                "ttl": 300, "db": "neo4j",
                "servers": [
                    ["role": "WRITE", "addresses": ["a:1"]], ["role": "READ", "addresses": ["b:2", "[::1]:3"]],
                    ["role": "ROUTE", "addresses": ["a:1", "b:2"]],
                ],
            ]
        ]
        let table = try RoutingTable(facts, of: seed)
        #expect(table.writers.map(\.description) == ["a:1"] && table.readers.map(\.description) == ["b:2", "[::1]:3"])
        #expect(table.routers.allSatisfy(\.isOverTLS) && table.lifetime == .seconds(300))
        #expect(throws: BoltFault.noServer) { try RoutingTable(["rt": ["ttl": 1, "servers": []]], of: seed) }
        #expect(throws: BoltFault.self) { try RoutingTable([:], of: seed) }
    }
}
