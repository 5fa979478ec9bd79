import KinoraDocuments
import KinoraKernel

extension ContractCheck {
    private static let values: [(id: String, json: String?)] = [
        ("a", nil), ("b", "null"), ("c", "1"), ("d", "1.0"), ("e", "2"), ("f", "2.5"), ("g", #""1""#), ("h", #""Zoë""#), ("i", "true"),
        ("j", "false"), ("k", #"{"$date":1000}"#), ("l", #"[1,"x",null]"#), ("m", "[]"), ("n", #"{"q":1}"#), ("o", #"[{"q":1.0}]"#),
        ("p", #"{"$date":-5}"#), ("q", "9007199254740993"), ("r", #""""#), ("s", "[[1]]"), ("t", #""zebra""#), ("u", #""Zoe\u0308""#),
        ("v", #"[{"$date":1000},true,2.5]"#), ("w", "-9223372036854775808"),
    ]

    private static let everything = "abcdefghijklmnopqrstuvw"

    /// What a condition on a field finds among the values above.
    private static let conditions: [(filter: @Sendable (String) -> Filter, finds: String)] = [
        ({ .equal($0, .null) }, "abl"), ({ .equal($0, 1) }, "cdl"), ({ .equal($0, .double(1)) }, "cdl"), ({ .equal($0, "1") }, "g"),
        ({ .equal($0, true) }, "iv"), ({ .equal($0, false) }, "j"), ({ .equal($0, .date(Moment(milliseconds: 1000))) }, "kv"),
        ({ .equal($0, 1000) }, ""), ({ .equal($0, .double(9_007_199_254_740_992)) }, ""), ({ .equal($0, 9_007_199_254_740_993) }, "q"),
        ({ .equal($0, .int(.min)) }, "w"), ({ .equal($0, .array([])) }, "m"), ({ .equal($0, .array([1, "x", .null])) }, "l"),
        ({ .equal($0, .array([1])) }, "s"), ({ .equal($0, .array([.double(1)])) }, "s"), ({ .equal($0, ["q": 1]) }, "no"),
        ({ .equal($0, "") }, "r"), ({ .equal($0, "Zoë") }, "h"), ({ .equal($0, "Zoe\u{308}") }, "u"), ({ .equal($0, "x") }, "l"),
        ({ .equal($0, .double(2.5)) }, "fv"), ({ .notEqual($0, 1) }, "abefghijkmnopqrstuvw"),
        ({ .notEqual($0, .null) }, "cdefghijkmnopqrstuvw"),
        ({ .notEqual($0, ["q": 1]) }, "abcdefghijklmpqrstuvw"), ({ .in($0, [1, "1", .null]) }, "abcdgl"), ({ .in($0, []) }, ""),
        ({ .in($0, [.array([]), true, .double(2.5)]) }, "fimv"), ({ .in($0, [5, 6]) }, ""),
        ({ .lessThan($0, 2) }, "cdlw"), ({ .atMost($0, 2) }, "cdelw"), ({ .greaterThan($0, 2) }, "fqv"), ({ .atLeast($0, 2) }, "efqv"),
        ({ .lessThan($0, .double(1.5)) }, "cdlw"), ({ .greaterThan($0, .double(9_007_199_254_740_992)) }, "q"),
        ({ .lessThan($0, "a") }, "ghru"), ({ .atMost($0, "") }, "r"), ({ .greaterThan($0, "a") }, "lt"), ({ .atLeast($0, "Zoë") }, "hlt"),
        ({ .lessThan($0, true) }, "j"), ({ .atLeast($0, true) }, "iv"), ({ .greaterThan($0, false) }, "iv"), ({ .atMost($0, false) }, "j"),
        ({ .lessThan($0, .date(Moment(milliseconds: 0))) }, "p"), ({ .greaterThan($0, .date(Moment(milliseconds: -5))) }, "kv"),
        ({ .atLeast($0, .date(Moment(milliseconds: -5))) }, "kpv"), ({ .lessThan($0, .null) }, ""), ({ .greaterThan($0, .null) }, ""),
        ({ .atMost($0, .null) }, "abl"), ({ .atLeast($0, .null) }, "abl"), ({ .exists($0) }, "bcdefghijklmnopqrstuvw"),
        ({ .not(.exists($0)) }, "a"), ({ .not(.lessThan($0, 2)) }, "abefghijkmnopqrstuv"), ({ .not(.not(.equal($0, 1))) }, "cdl"),
        ({ .and([.greaterThan($0, 1), .lessThan($0, 3)]) }, "efv"), ({ .or([.equal($0, 2), .equal($0, "1"), .exists("nothing")]) }, "eg"),
        ({ .not(.or([.exists($0), .equal($0, 5)])) }, "a"),
        ({ .and([.not(.equal($0, .null)), .not(.exists("nothing"))]) }, "cdefghijkmnopqrstuvw"),
        ({ _ in .and([]) }, everything), ({ _ in .or([]) }, ""), ({ _ in .all }, everything), ({ _ in .not(.all) }, ""),
        ({ .equal($0 + ".q", 1) }, "n"), ({ .exists($0 + ".q") }, "n"), ({ .equal($0 + ".q.r", .null) }, everything),
        ({ .exists($0 + ".0") }, ""),
    ]

    static let filtering = [
        ContractCheck("Every condition finds exactly what it means, with and without an index, at the top and deep inside") { bench in
            for (id, json) in values {
                try await bench.insert(json.map { "{\"indexed\":\($0),\"plain\":\($0),\"deep\":{\"indexed\":\($0)}}" } ?? "{}", id: id)
            }
            for (filter, finds) in conditions {
                for path in ["indexed", "plain", "deep.indexed"] {
                    try expect(try await bench.ids(filter(path)).joined(), is: finds, "\(filter(path))")
                    try expect(try await bench.store.count(filter(path), in: Bench.things), is: finds.count, "\(filter(path))")
                }
            }
        },
        ContractCheck("Conditions on arrays follow documents that change and go") { bench in
            try await bench.insert(#"{"indexed":["x","y","x"]}"#, id: "a")
            try await bench.insert(#"{"indexed":["y"]}"#, id: "b")
            try await bench.insert(#"{"indexed":"y"}"#, id: "c")

            _ = try await bench.store.replace("a", with: try Value(json: #"{"indexed":["z"]}"#), ifMatch: nil, in: Bench.things)
            _ = try await bench.store.delete("b", ifMatch: nil, in: Bench.things)

            try expect(try await bench.ids(.equal("indexed", "x")), is: [])
            try expect(try await bench.ids(.equal("indexed", "y")), is: ["c"])
            _ = try await bench.store.delete("c", ifMatch: nil, in: Bench.things)
            try await bench.insert(#"{"indexed":["w"],"title":"Metropolis"}"#, id: "d")
            _ = try await bench.store.delete("d", ifMatch: nil, in: Bench.things)
            try await bench.insert(#"{"a":1}"#, id: "e")
            try expect(try await bench.ids(.equal("indexed", "w")), is: [], "nothing is inherited from what went")
            try expect(try await bench.ids(.text("metropolis")), is: [], "nothing is inherited from what went")
            try expect(try await bench.ids(.equal("indexed", "z")), is: ["a"])
        },
        ContractCheck("Names and moments that the store set can be asked for") { bench in
            let start = bench.time.now
            for id in ["a", "b", "c"] {
                try await bench.insert("{}", id: id)
                bench.time.advance(by: .seconds(1))
            }

            let second = Value.date(start + .seconds(1))
            try expect(try await bench.ids(.equal("createdAt", second)), is: ["b"])
            try expect(try await bench.ids(.atMost("createdAt", second)), is: ["a", "b"])
            try expect(try await bench.ids(.greaterThan("updatedAt", second)), is: ["c"])
            try expect(try await bench.ids(.greaterThan("createdAt", 5)), is: [], "a moment is no number")
            try expect(try await bench.ids(.notEqual("createdAt", 5)), is: ["a", "b", "c"])
            try expect(try await bench.ids(.in("_id", ["a", "c", 5, .null])), is: ["a", "c"])
            try expect(try await bench.ids(.greaterThan("_id", "a")), is: ["b", "c"])
            try expect(try await bench.ids(.equal("_id", .null)), is: [])
            try expect(try await bench.ids(.and([.exists("_id"), .exists("updatedAt"), .not(.exists("_id.x"))])), is: ["a", "b", "c"])
        },
        ContractCheck("Paths may hold any letters, and what is no path is refused") { bench in
            try await bench.insert(##"{"größe":{"in cm":7},"a[0]":1,"a'b":1,"0":{"#":2},"-":3,"e\u0301":4}"##, id: "a")

            try expect(try await bench.ids(.equal("größe.in cm", 7)), is: ["a"])
            try expect(try await bench.ids(.equal("a[0]", 1)), is: ["a"])
            try expect(try await bench.ids(.equal("0.#", 2)), is: ["a"])
            try expect(try await bench.ids(.equal("-", 3)), is: ["a"])
            try expect(try await bench.ids(.exists("e\u{301}")), is: ["a"])
            try expect(try await bench.ids(.exists("é")), is: [], "differently composed")
            for path in [
                "", ".", "a.", ".a", "a..b", "$where", "a.$b", "a'b", "a\"b", "a\\b", "a\0", "a\n",
                String(repeating: "a.", count: 30) + "a",
            ] {
                try await expectRefusal("path \(path)", where: \.isInvalid) { _ = try await bench.ids(.equal(path, 1)) }
                try await expectRefusal("sort \(path)", where: \.isInvalid) { _ = try await bench.ids(.all, sort: [.ascending(path)]) }
            }
        },
        ContractCheck("A filter that cannot be answered is refused") { bench in
            let deep = (0..<12).reduce(Filter.all) { filter, _ in .not(filter) }
            let wide = Filter.or((0..<600).map { .equal("a", .int($0)) })
            let refused: [Filter] = [
                deep, wide, .in("a", (0..<1001).map { .int($0) }), .lessThan("a", .array([1])), .atLeast("a", ["b": 1]),
                .equal("a", .double(.infinity)), .equal("a", "x\0"), .equal("a", ["$date": "x"]),
                .or((0..<3).map { .in("a\($0)", (0..<400).map { .int($0) }) }),
                .text((0..<40).map { "w\($0)" }.joined(separator: " ")),
            ]
            for filter in refused {
                try await expectRefusal("a filter", where: \.isInvalid) { _ = try await bench.ids(filter) }
                try await expectRefusal("a count", where: \.isInvalid) { _ = try await bench.store.count(filter, in: Bench.things) }
            }
        },
        ContractCheck("A filter at the bounds is answered") { bench in
            try await bench.insert(#"{"a":499,"indexed":999}"#, id: "a")
            let nots = (0..<10).reduce(Filter.equal("a", 499)) { filter, _ in .not(filter) }
            let leaf = Filter.in("a.b.c", [1, "x", .null, true, .array([1]), .date(Moment(milliseconds: 5))])
            let deep = (0..<10).reduce(leaf) { filter, level in
                level.isMultiple(of: 2) ? .and([.exists("a"), filter]) : .or([.exists("b"), filter])
            }

            try expect(try await bench.ids(nots), is: ["a"])
            try expect(try await bench.ids(.or([.exists("b"), deep])), is: ["a"])
            try expect(try await bench.ids(.not(deep)), is: [])
            try expect(try await bench.ids(.and([deep, .notEqual("a", ["x": 1]), .greaterThan("_id", "A")])), is: ["a"])
            try expect(try await bench.ids(.or((1..<500).map { .equal("a", .int($0)) })), is: ["a"])
            try expect(try await bench.ids(.in("indexed", (0..<1000).map { .int($0) })), is: ["a"])
            try expect(try await bench.ids(.in("a", (0..<1000).map { .int($0) })), is: ["a"])
        },
    ]
}
