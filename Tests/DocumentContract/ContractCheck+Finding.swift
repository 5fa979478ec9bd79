import KinoraDocuments
import KinoraKernel

extension ContractCheck {
    static let finding = [
        ContractCheck("Pages never overlap, though every document has the same value") { bench in
            for number in 0..<25 { try await bench.insert(#"{"state":"same","rank":1}"#, id: "id-\(number % 5)-\(number)") }
            let all = try await bench.ids(.all, sort: [.ascending("rank")])

            for ascending in [true, false] {
                var paged: [String] = []
                for page in 0..<5 {
                    paged += try await bench.ids(
                        .equal("state", "same"), sort: [Sort("rank", ascending: ascending)], skip: page * 7, limit: 7)
                }
                try expect(paged, is: all, "the name decides last, ascending")
            }
            try expect(all, is: all.sorted())
            try expect(try await bench.ids(.all, limit: 0), is: [])
            try expect(try await bench.ids(.all, skip: 30), is: [])
        },
        ContractCheck("A page has a thousand documents at most") { bench in
            _ = try await bench.store.append(Array(repeating: .object([:]), count: 1005), to: Bench.things)

            try expect(try await bench.store.find(Query(.all, limit: 5000), in: Bench.things).count, is: 1000)
            try expect(try await bench.store.find(Query(.all, skip: 1000), in: Bench.things).count, is: 5)
        },
        ContractCheck("Mixed kinds are sorted null, numbers, texts, booleans, dates") { bench in
            let order = [
                ("a", nil), ("b", "null"), ("c", "[5]"), ("d", #"{"x":1}"#), ("e", "-1e300"), ("f", "-3"), ("g", "0.5"), ("h", "1"),
                ("i", "1.0"),
                ("j", "9007199254740992"), ("k", "9007199254740993"), ("l", #""""#), ("m", #""10""#), ("n", #""9""#), ("o", #""Z""#),
                ("p", #""a""#), ("q", #""é""#), ("r", #""😀""#), ("s", "false"), ("t", "true"), ("u", #"{"$date":-62135596800000}"#),
                ("v", #"{"$date":-1}"#), ("w", #"{"$date":0}"#), ("x", #"{"$date":1767225600000}"#),
            ]
            for (id, json) in order.reversed() {
                try await bench.insert(json.map { "{\"indexed\":\($0),\"plain\":\($0),\"deep\":{\"indexed\":\($0)}}" } ?? "{}", id: id)
            }
            let ties: [Set<String>] = [["a", "b", "c", "d"], ["h", "i"]]
            let ascending = order.map(\.0)
            var descending = Array(ascending.reversed())
            for tie in ties {
                let places = descending.indices.filter { tie.contains(descending[$0]) }
                for (place, id) in zip(places, tie.sorted()) { descending[place] = id }
            }

            for path in ["indexed", "plain", "deep.indexed"] {
                try expect(try await bench.ids(.all, sort: [.ascending(path)]), is: ascending, path)
                try expect(try await bench.ids(.all, sort: [.descending(path)]), is: descending, path)
            }
        },
        ContractCheck("Several fields sort one after the other, also by what the store set") { bench in
            for (id, state, rank) in [("a", 1, 2), ("b", 2, 1), ("c", 1, 1), ("d", 2, 2)] {
                try await bench.insert("{\"state\":\(state),\"rank\":\(rank)}", id: id)
                bench.time.advance(by: .seconds(1))
            }
            _ = try await bench.store.replace("b", with: ["state": 2, "rank": 1], ifMatch: nil, in: Bench.things)

            try expect(try await bench.ids(.all, sort: [.ascending("state"), .descending("rank")]), is: ["a", "c", "d", "b"])
            try expect(try await bench.ids(.all, sort: [.descending("createdAt")]), is: ["d", "c", "b", "a"])
            try expect(try await bench.ids(.all, sort: [.descending("updatedAt")]), is: ["b", "d", "c", "a"])
            try expect(try await bench.ids(.all, sort: [.descending("_id")]), is: ["d", "c", "b", "a"])
            try expect(try await bench.ids(.all), is: ["a", "b", "c", "d"], "without a sort the name decides")
        },
        ContractCheck("All records come, page by page, though others are written in between") { bench in
            try await bench.store.prepare([Note.schema])
            let notes = Records<Note>(in: bench.store)
            for number in 0..<20 { _ = try await notes.insert(Note(number: number), id: "m\(10 + number)") }

            var seen: [Int] = []
            for try await note in notes.all(.lessThan("number", 18), pageSize: 3) {
                seen.append(note.value.number)
                if seen.count == 5 {
                    _ = try await notes.insert(Note(number: -1), id: "a")
                    _ = try await notes.delete("m10")
                }
            }

            try expect(seen, is: Array(0..<18))
        },
        ContractCheck("Pages of records follow each other, though the next is read while one is used") { bench in
            try await bench.store.prepare([Note.schema])
            let notes = Records<Note>(in: bench.store)
            try await notes.inPages { _ in throw ContractViolation(description: "there is nothing") }
            for number in 0..<20 { _ = try await notes.insert(Note(number: number), id: "m\(10 + number)") }

            for size in [1, 3, 9, 18, 19, 250] {
                var pages: [[Int]] = []
                try await notes.inPages(.lessThan("number", 18), of: size) { pages.append($0.map(\.value.number)) }
                try expect(pages.flatMap { $0 }, is: Array(0..<18))
                try expect(pages.allSatisfy { $0.count <= size }, is: true)
            }
        },
    ]
}

struct Note: Record {
    static let schema = CollectionSchema("notes", indexes: [.lookup("number")])
    var number: Int
}
