import KinoraDocuments
import KinoraKernel

extension ContractCheck {
    static let hostile = [
        ContractCheck("Strange but lawful contents come back exactly") { bench in
            let texts = [
                "", "'", "\"", "\\", "'; DROP TABLE things; --", "%s%n", "\u{1}\u{1F}\n\r\t\u{7F}", "\u{FEFF}\u{200B}\u{202E}", "e\u{301}é",
                "👩‍👩‍👧‍👦🏳️‍🌈", "\u{10FFFF}\u{FFFF}", "{\"$date\":1}", "null", "1", "$date", "a.b", String(repeating: "ü", count: 500_000),
            ]
            var fields: [String: Value] = ["texts": .array(texts.map(Value.string)), "empty": .object([:]), "none": .array([])]
            for name in ["'", "\"", "\\", "\n", "\u{1}", " ", "_", "größe", "a[0]", "a b", "0", "#", "😀", "id", "etag", "body", "key"] {
                fields[name] = .string(name)
            }
            fields["numbers"] = .array([
                .int(.max), .int(.min), .double(.leastNonzeroMagnitude), .double(.greatestFiniteMagnitude), .double(-0.0),
            ])
            fields["dates"] = .array([.date(Moment(milliseconds: .max)), .date(Moment(milliseconds: .min))])

            let inserted = try await bench.store.insert(.object(fields), id: "one", into: Bench.things)
            let read = try await bench.store.read("one", in: Bench.things)

            try expect(inserted.body == .object(fields), "the body stays")
            try expect(read?.body == .object(fields), "the body comes back")
            guard case .array(let kept)? = read?.body["texts"] else { throw ContractViolation(description: "no texts") }
            for (text, value) in zip(texts, kept) { try expect(value.equals(.string(text)), "byte for byte: \(text.prefix(20))") }
        },
        ContractCheck("Fields may be called like those that an engine keeps for itself") { bench in
            let body = #"{"_words":["x"],"_keys":{"code":"1"},"_order":{"rank":5},"~_words":1,"~~_keys":2,"~":3,"_id_":4,"title":"Faust"}"#
            let inserted = try await bench.insert(body, id: "one")
            try await bench.insert(#"{"_keys":{"code":"1"},"_order":{"rank":4},"title":"x"}"#, id: "two")

            try expect(inserted.body, is: try Value(json: body))
            try expect(try await bench.store.read("one", in: Bench.things), is: inserted)
            try expect(try await bench.ids(.equal("_words", "x")), is: ["one"])
            try expect(try await bench.ids(.equal("_keys.code", "1")), is: ["one", "two"])
            try expect(try await bench.ids(.equal("~~_keys", 2)), is: ["one"])
            try expect(try await bench.ids(.exists("_etag")), is: [], "the tag is no field")
            try expect(try await bench.ids(.all, sort: [.ascending("_order.rank")]), is: ["two", "one"])
            try expect(try await bench.ids(.text("faust")), is: ["one"])
            let changed = try await bench.store.findAndModify(
                Query(.equal("_id", "one")), [.set("_order.rank", 3), .unset("_words")], in: Bench.things)
            try expect(changed?.body["_order.rank"], is: 3)
            try expect(try await bench.ids(.text("faust")), is: ["one"])
            try expect(try await bench.ids(.all, sort: [.ascending("_order.rank")]), is: ["one", "two"])
        },
        ContractCheck("Every text is found by itself and nothing else") { bench in
            let texts = [
                "", "'", "\"", "\\", "\\u0041", "A", "\n", "\\n", "é", "e\u{301}", "\u{1F600}", "%", "_", "*", "?", "' OR '1'='1", "\u{7F}",
                String(repeating: "x", count: 1 << 20), String(repeating: "x", count: 1 << 20) + "y",
            ]
            for (number, text) in texts.enumerated() {
                _ = try await bench.store.insert(
                    ["indexed": .string(text), "plain": .string(text)], id: "\(number)", into: Bench.things)
            }
            for (number, text) in texts.enumerated() {
                try expect(try await bench.ids(.equal("indexed", .string(text))), is: ["\(number)"], "\(text.prefix(20))")
                try expect(try await bench.ids(.equal("plain", .string(text))), is: ["\(number)"], "\(text.prefix(20))")
            }
        },
        ContractCheck("What cannot be kept is refused, and nothing is written") { bench in
            var deep = Value.int(1)
            for _ in 0..<64 { deep = .array([deep]) }
            let bodies: [Value] = [
                .null, .int(1), .string("x"), .array([]), .date(Moment(milliseconds: 1)), ["": 1], ["a.b": 1], ["$set": 1],
                ["a": ["$date": 1]],
                ["a": .array([["$x": 1]])], ["a\0b": 1], ["a": "x\0y"], ["a": .double(.nan)], ["a": .double(.infinity)], ["a": deep],
                ["a": .string(String(repeating: "x", count: 9 << 20))],
            ]
            try await bench.insert(#"{"here":true}"#, id: "here")

            for body in bodies {
                try await expectRefusal("insert", where: \.isInvalid) {
                    _ = try await bench.store.insert(body, id: nil, into: Bench.things)
                }
                try await expectRefusal("append", where: \.isInvalid) {
                    _ = try await bench.store.append([["fine": 1], body], to: Bench.things)
                }
                try await expectRefusal("replace", where: \.isInvalid) {
                    _ = try await bench.store.replace("here", with: body, ifMatch: nil, in: Bench.things)
                }
            }
            for id in ["", "a\0", "a\nb", String(repeating: "x", count: 513)] {
                try await expectRefusal("the name \(id.prefix(10))", where: \.isInvalid) { try await bench.insert("{}", id: id) }
            }
            for name in ["", "1a", "-a", "a b", "a\"b", "a.b", "a/b", "ä", "a_b", String(repeating: "a", count: 61)] {
                try await expectRefusal("the collection \(name)", where: \.isInvalid) {
                    try await bench.store.prepare([CollectionSchema(name)])
                }
            }
            try await expectRefusal("an index on no path", where: \.isInvalid) {
                try await bench.store.prepare([CollectionSchema("more", indexes: [.lookup("a'b")])])
            }
            try expect(try await bench.ids(.all), is: ["here"])
        },
        ContractCheck("Depth and length at their bounds are kept") { bench in
            var deep = Value.date(Moment(milliseconds: 1))
            for _ in 0..<62 { deep = .array([deep]) }
            let body: Value = ["deep": deep, "long": .string(String(repeating: "x", count: 7 << 20))]

            let inserted = try await bench.store.insert(body, id: "one", into: Bench.things)

            try expect(try await bench.store.read("one", in: Bench.things) == inserted, "the document comes back")
        },
    ]
}
