import KinoraDocuments
import KinoraKernel

extension ContractCheck {
    static let searching = [
        ContractCheck("Words are found by their beginnings, whatever the case, accents and width") { bench in
            try await bench.insert(#"{"title":"Le Fabuleux Destin d'Amélie Poulain"}"#, id: "a")
            try await bench.insert(#"{"title":"Die Büchse der Pandora","other":{"title":"Pandora's Box"}}"#, id: "b")
            try await bench.insert(#"{"title":"七人の侍","keywords":["Seven Samurai","Ｋｕｒｏｓａｗａ"]}"#, id: "c")
            try await bench.insert(#"{"title":"Броненосец «Потёмкин»","keywords":"1925"}"#, id: "d")
            try await bench.insert(#"{"title":7,"plot":"Amélie"}"#, id: "e")
            let searches: [(String, [String])] = [
                ("amelie", ["a"]), ("AMÉL", ["a"]), ("ame\u{301}lie", ["a"]), ("d amelie", ["a"]), ("melie", []), ("pandora box", ["b"]),
                ("pan die", ["b"]), ("buchse", ["b"]), ("BÜCHSE", ["b"]), ("七人", ["c"]), ("seven sam", ["c"]), ("kurosawa", ["c"]),
                ("потемкин", ["d"]), ("ПОТЁМ", ["d"]), ("192", ["d"]), ("1925 брон", ["d"]), ("amelie pandora", []), ("7", []),
                ("", ["a", "b", "c", "d", "e"]), (" «»!? ", ["a", "b", "c", "d", "e"]), ("poulain\" OR \"pandora", []), ("am*", ["a"]),
                ("title:pandora", []), ("NOT pandora", []), ("pand-box", ["b"]), ("a", ["a"]),
            ]

            for (text, ids) in searches { try expect(try await bench.ids(.text(text)), is: ids, "“\(text)”") }
            try expect(try await bench.ids(.and([.text("pandora"), .equal("title", "x")])), is: [])
            try expect(try await bench.ids(.not(.text("pandora"))), is: ["a", "c", "d", "e"])
            try expect(try await bench.ids(.or([.text("samurai"), .text("amelie")]), sort: [.descending("_id")]), is: ["c", "a"])
        },
        ContractCheck("Words follow documents that change and go") { bench in
            try await bench.insert(#"{"title":"Metropolis"}"#, id: "a")
            try await bench.insert(#"{"title":"Metropolis"}"#, id: "b")

            _ = try await bench.store.findAndModify(Query(.equal("_id", "a")), [.set("title", "M")], in: Bench.things)
            _ = try await bench.store.delete("b", ifMatch: nil, in: Bench.things)

            try expect(try await bench.ids(.text("metropolis")), is: [])
            try expect(try await bench.ids(.text("m")), is: ["a"])
        },
        ContractCheck("A collection without searchable fields finds no word") { bench in
            try await bench.store.prepare([CollectionSchema("plain")])
            _ = try await bench.store.insert(["title": "Metropolis"], id: nil, into: "plain")

            try expect(try await bench.store.count(.text("metropolis"), in: "plain"), is: 0)
            try expect(try await bench.store.count(.text(""), in: "plain"), is: 1)
        },
    ]
}
