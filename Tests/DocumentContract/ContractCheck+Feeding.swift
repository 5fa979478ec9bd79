import KinoraDocuments
import KinoraKernel

extension ContractCheck {
    static let feeding = [
        ContractCheck("The feed tells every change, oldest first, and each document's last") { bench in
            try await bench.store.prepare([Note.schema])
            let start = try await bench.store.latestPosition()
            try await bench.insert("{}", id: "a")
            try await bench.insert("{}", id: "b")
            bench.time.advance(by: .seconds(1))
            _ = try await bench.store.insert(["number": 1], id: "a", into: "notes")
            _ = try await bench.store.delete("b", ifMatch: nil, in: Bench.things)
            _ = try await bench.store.findAndModify(Query(.equal("_id", "a")), [.set("x", 1)], in: Bench.things)

            let changes = try await bench.store.changes(since: start, limit: 100)

            let last = Self.lastOfEach(changes)
            try expect(
                last.map { "\($0.collection) \($0.id) \($0.kind.rawValue)" },
                is: ["notes a written", "things b deleted", "things a written"])
            try expect(last.allSatisfy { $0.at == bench.time.now }, "with their moments")
            try expect(changes.map(\.position), is: changes.map(\.position).sorted())
            try expect(try await bench.store.latestPosition(), is: changes.last?.position ?? -1)
            try expect(try await bench.store.changes(since: changes.last?.position ?? 0, limit: 100), is: [])
        },
        ContractCheck("The feed can be taken up at any position, in pages") { bench in
            for number in 0..<10 { try await bench.insert("{}", id: "\(number)") }

            var position: Int64 = 0
            var seen: [String] = []
            while true {
                let page = try await bench.store.changes(since: position, limit: 3)
                guard let last = page.last else { break }
                seen += page.map(\.id)
                position = last.position
            }

            try expect(seen, is: (0..<10).map(String.init))
            try expect(try await bench.store.changes(since: 0, limit: 0), is: [])
        },
        ContractCheck("What was refused or found nothing is not told") { bench in
            try await bench.insert(#"{"code":1}"#, id: "a")
            let position = try await bench.store.latestPosition()

            _ = try? await bench.insert(#"{"code":1}"#)
            _ = try? await bench.store.replace("a", with: ["b": 1], ifMatch: ETag(rawValue: "0"), in: Bench.things)
            _ = try await bench.store.delete("none", ifMatch: nil, in: Bench.things)
            _ = try await bench.store.findAndModify(Query(.equal("_id", "none")), [.set("a", 1)], in: Bench.things)

            try expect(try await bench.store.changes(since: position, limit: 10), is: [])
            try expect(try await bench.store.latestPosition(), is: position)
        },
        ContractCheck("A reader follows some collections while others write") { bench in
            try await bench.store.prepare([Note.schema])
            let feed = try await ChangeFeed(of: ["notes"], in: bench.store, every: .milliseconds(5))
            let reader = Task {
                var seen: Set<String> = []
                for try await batch in feed {
                    try expect(batch.allSatisfy { $0.collection == "notes" }, "only what was asked for")
                    seen.formUnion(batch.map(\.id))
                    if seen.count == 20 { break }
                }
                return seen
            }

            for number in 0..<20 {
                try await bench.insert("{}")
                _ = try await bench.store.insert(["number": 1], id: "\(number)", into: "notes")
            }

            try expect(try await reader.value, is: Set((0..<20).map(String.init)))
        },
        ContractCheck("A reader that is cancelled ends") { bench in
            let feed = try await ChangeFeed(in: bench.store, every: .seconds(3600))
            let reader = Task { for try await _ in feed {} }

            reader.cancel()

            guard case .failure(let error) = await reader.result, error is CancellationError else {
                throw ContractViolation(description: "the feed did not end by cancellation")
            }
        },
    ]

    private static func lastOfEach(_ changes: [DocumentChange]) -> [DocumentChange] {
        changes.enumerated().filter { index, change in
            !changes[(index + 1)...].contains { $0.id == change.id && $0.collection == change.collection }
        }.map(\.element)
    }
}
