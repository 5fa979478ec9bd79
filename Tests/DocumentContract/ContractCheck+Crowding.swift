import KinoraDocuments
import KinoraKernel

extension ContractCheck {
    static let crowding = [
        ContractCheck("Of fifty workers at once, each lease goes to exactly one") { bench in
            for number in 0..<40 { try await bench.insert("{\"state\":\"waiting\",\"rank\":\(number)}", id: "job-\(number)") }

            let taken = try await withThrowingTaskGroup(of: [String].self) { group in
                for worker in 0..<50 { group.addTask { try await takeAll(bench, worker: worker) } }
                return try await group.reduce(into: []) { $0 += $1 }
            }

            try expect(taken.count, is: 40, "no lease is given twice")
            try expect(Set(taken).count, is: 40)
            try expect(try await bench.store.count(.equal("leases", 1), in: Bench.things), is: 40)
        },
        ContractCheck("Fifty writers of one document lose nothing") { bench in
            try await bench.store.prepare([Note.schema])
            let notes = Records<Note>(in: bench.store)

            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<50 {
                    group.addTask { try await notes.change("one", startingFrom: Note(number: 0)) { $0.number += 1 } }
                }
                try await group.waitForAll()
            }

            try expect(try await notes.read("one")?.value.number, is: 50)
        },
        ContractCheck("Fifty additions at once are exact") { bench in
            try await bench.insert("{}", id: "one")

            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        _ = try await bench.store.findAndModify(Query(.equal("_id", "one")), [.increment("n", by: 3)], in: Bench.things)
                    }
                }
                try await group.waitForAll()
            }

            try expect(try await bench.store.read("one", in: Bench.things)?.body["n"], is: 150)
        },
        ContractCheck("Of fifty that want one unique value, one gets it") { bench in
            let won = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<50 { group.addTask { (try? await bench.insert(#"{"code":"wanted"}"#)) != nil } }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }

            try expect(won, is: 1)
            try expect(try await bench.store.count(.all, in: Bench.things), is: 1)
        },
        ContractCheck("Readers beside writers see whole documents only") { bench in
            try await bench.insert(#"{"a":0,"b":0}"#, id: "one")

            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...30 {
                    group.addTask {
                        let body: Value = ["a": .int(Int64(number)), "b": .int(Int64(number))]
                        _ = try await bench.store.replace("one", with: body, ifMatch: nil, in: Bench.things)
                    }
                    group.addTask {
                        let body = try await bench.store.read("one", in: Bench.things)?.body
                        try expect(body?["a"], is: body?["b"])
                    }
                }
                try await group.waitForAll()
            }
        },
    ]

    private static func takeAll(_ bench: Bench, worker: Int) async throws -> [String] {
        var taken: [String] = []
        let next = Query(.equal("state", "waiting"), sort: [.ascending("rank")])
        let lease: [Change] = [.set("state", "taken"), .set("worker", .int(Int64(worker))), .increment("leases", by: 1)]
        while let job = try await bench.store.findAndModify(next, lease, in: Bench.things) { taken.append(job.id) }
        return taken
    }
}
