import KinoraDocuments
import KinoraKernel

extension ContractCheck {
    static let changing = [
        ContractCheck("The first document of a query is changed in one step") { bench in
            for (id, rank) in [("one", 3), ("two", 1), ("three", 2)] {
                try await bench.insert("{\"state\":\"waiting\",\"rank\":\(rank)}", id: id)
            }
            let next = Query(.equal("state", "waiting"), sort: [.ascending("rank")])
            bench.time.advance(by: .seconds(1))

            let taken = try await bench.store.findAndModify(
                next, [.set("state", "taken"), .set("lease.by", "a"), .increment("lease.count", by: 1), .unset("rank")], in: Bench.things)

            try expect(taken?.id, is: "two")
            try expect(taken?.body, is: try Value(json: #"{"state":"taken","lease":{"by":"a","count":1}}"#))
            try expect(taken?.updatedAt, is: bench.time.now)
            try expect(try await bench.store.read("two", in: Bench.things), is: taken)
            try expect(try await bench.ids(.equal("state", "waiting")), is: ["one", "three"])
            let last = Query(.equal("state", "waiting"), sort: [.ascending("rank")], skip: 1)
            try expect(try await bench.store.findAndModify(last, [.set("state", "taken")], in: Bench.things)?.id, is: "one")
            try expect(try await bench.store.findAndModify(Query(.equal("state", "x")), [.unset("a")], in: Bench.things), is: nil)
        },
        ContractCheck("Adding keeps numbers exact") { bench in
            try await bench.insert(#"{"a":9223372036854775806,"b":0.5,"c":-1}"#, id: "one")

            let changed = try await bench.store.findAndModify(
                Query(), [.increment("a", by: 1), .increment("b", by: 2), .increment("c", by: 1), .increment("d.e", by: -4)],
                in: Bench.things)

            try expect(changed?.body, is: try Value(json: #"{"a":9223372036854775807,"b":2.5,"c":0,"d":{"e":-4}}"#))
        },
        ContractCheck("A change that makes no sense is refused and changes nothing") { bench in
            let body = #"{"text":"x","list":[1],"max":9223372036854775807,"nothing":null,"object":{"a":1}}"#
            let document = try await bench.insert(body, id: "one")
            let refused: [[Change]] = [
                [.increment("text", by: 1)], [.increment("max", by: 1)], [.increment("nothing", by: 1)], [.increment("object", by: 1)],
                [.set("text.inner", 1)], [.set("list.0", 1)], [.set("nothing.inner", 1)],
                [.set("object.a", 1), .set("object", 2)], [.set("a", 1), .unset("a")], [.set("", 1)], [.set("a..b", 1)],
                [.set("$a", 1)], [.set("a", .string("\0"))], [.set("a", .double(.nan))], [.set("a", ["$x": 1])],
            ]

            for changes in refused {
                try await expectRefusal("\(changes)", where: \.isInvalid) {
                    _ = try await bench.store.findAndModify(Query(), [.set("other", 1)] + changes, in: Bench.things)
                }
            }

            try expect(try await bench.store.read("one", in: Bench.things), is: document)
        },
        ContractCheck("Taking away what is not there is no mistake") { bench in
            try await bench.insert(#"{"a":{"b":1},"c":"x"}"#, id: "one")

            let changed = try await bench.store.findAndModify(
                Query(), [.unset("a.b"), .unset("none"), .unset("c.d"), .unset("e.f.g")], in: Bench.things)

            try expect(changed?.body, is: try Value(json: #"{"a":{},"c":"x"}"#))
        },
    ]
}
