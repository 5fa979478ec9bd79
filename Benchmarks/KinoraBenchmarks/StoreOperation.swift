import KinoraDocuments
import KinoraKernel

/// One operation, done again and again with other documents.
struct StoreOperation {
    let name: String
    /// - Parameter round: counted from 0.
    /// - Returns: the time that the store took.
    let once: (_ round: Int) async throws -> Duration

    /// One operation is given so long.
    private static let longest = Duration.seconds(20)

    /// Microseconds, in their order.
    func measured(_ samples: Int) async throws -> [Double] {
        let clock = ContinuousClock()
        let start = clock.now
        var times: [Double] = []
        for round in 0..<samples where times.count < 5 || clock.now - start < Self.longest {
            times.append(try await once(round).inSeconds * 1_000_000)
        }
        return times.sorted()
    }

    static func all(on store: any DocumentStore, documents: Int) async throws -> [StoreOperation] {
        let items = "items"
        let clock = ContinuousClock()
        let known = try await known(store)
        func timed(_ name: String, _ work: @escaping (Int) async throws -> Void) -> StoreOperation {
            StoreOperation(name: name) { round in try await clock.measure { try await work(round) } }
        }
        func item(_ number: Int) -> Value { Item(number: documents + number, of: documents).body }
        func random(_ round: Int) -> Int { Item.mixed(round + 1) % documents }
        return [
            timed("insert") { _ = try await store.insert(item($0), id: nil, into: items) },
            StoreOperation(name: "append") { round in
                let bodies = (0..<100).map { item(10_000 + round * 100 + $0) }
                return try await clock.measure { _ = try await store.append(bodies, to: items) }
            },
            timed("read") { _ = try await store.read(known[random($0) % known.count].id, in: items) },
            timed("unique") { _ = try await store.find(Query(.equal("key", .string("key-\(random($0))")), limit: 1), in: items) },
            timed("page") { _ in _ = try await store.find(Query(sort: [.ascending("number")], limit: 50), in: items) },
            timed("range") { round in
                let low = Int64(random(round))
                let filter = Filter.and([
                    .equal("state", "done"), .atLeast("number", .int(low)), .lessThan("number", .int(low + 1000)),
                ])
                _ = try await store.find(Query(filter, sort: [.descending("number")], limit: 50), in: items)
            },
            timed("count") { _ in _ = try await store.count(.equal("state", "waiting"), in: items) },
            timed("text") { round in
                let mixed = Item.mixed(random(round))
                let text = Item.word(mixed % 1000) + " " + Item.word(mixed / 1000 % 1000).prefix(4)
                _ = try await store.find(Query(.text(text), limit: 20), in: items)
            },
            StoreOperation(name: "replace") { round in
                let document = known[round % known.count]
                let standing = try await store.find(Query(.equal("_id", .string(document.id)), limit: 1), in: items)[0]
                return try await clock.measure {
                    _ = try await store.replace(standing.id, with: standing.body, ifMatch: standing.etag, in: items)
                }
            },
            timed("lease") { round in
                let query = Query(.equal("state", "waiting"), sort: [.ascending("number")], limit: 1)
                let until = Value.date(Moment(milliseconds: 1_800_000_000_000))
                let changes = [Change.set("state", "running"), .set("lease.owner", .string("w\(round)")), .set("lease.until", until)]
                guard try await store.findAndModify(query, changes, in: items) != nil else { throw NothingLeft() }
            },
        ]
    }

    struct NothingLeft: Error {}

    /// Some documents from all over the collection.
    private static func known(_ store: any DocumentStore) async throws -> [Document] {
        try await store.find(Query(sort: [.ascending("_id")], limit: 1000), in: "items")
    }
}
