import KinoraDocuments
import KinoraKernel

extension ContractCheck {
    /// The evaluator defines what filters and sorts mean; this holds an engine to it on documents and questions that nobody thought of.
    /// The seed is fixed, so a failure repeats; the promise names the question.
    static let randomComparison = ContractCheck("Random questions about random documents are answered as in memory") { bench in
        let twin = MemoryStore(time: bench.time)
        try await twin.prepare([Bench.schema])
        var random = RandomDocuments(seed: 20_260_131)
        for _ in 0..<250 {
            bench.time.advance(by: .milliseconds(random.number(below: 3)))
            let (id, body) = (random.id(), random.body())
            let inTwin = await outcome { _ = try await twin.insert(body, id: id, into: Bench.things) }
            let here = await outcome { _ = try await bench.store.insert(body, id: id, into: Bench.things) }
            try expect(here, is: inTwin, "inserting \(body.json)")
        }
        for _ in 0..<60 {
            let (query, changes) = (random.query(), random.changes())
            let inTwin = await outcome { try await twin.findAndModify(query, changes, in: Bench.things)?.body.json }
            let here = await outcome { try await bench.store.findAndModify(query, changes, in: Bench.things)?.body.json }
            try expect(here, is: inTwin, "\(changes) on \(query)")
        }
        for _ in 0..<400 {
            let query = random.query()
            let inTwin = await outcome { try await twin.find(query, in: Bench.things).map(\.id).joined(separator: " ") }
            let here = await outcome { try await bench.store.find(query, in: Bench.things).map(\.id).joined(separator: " ") }
            try expect(here, is: inTwin, "\(query)")
            let counted = await outcome { try await twin.count(query.filter, in: Bench.things) }
            try expect(await outcome { try await bench.store.count(query.filter, in: Bench.things) }, is: counted, "\(query)")
        }
    }

    private static func outcome<T>(_ action: () async throws -> T) async -> String {
        do {
            return "\(try await action())"
        } catch {
            return "refused: \((error as? StoreError)?.sentence ?? "\(error)")"
        }
    }
}
