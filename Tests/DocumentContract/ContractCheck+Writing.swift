import KinoraDocuments
import KinoraKernel

extension ContractCheck {
    static let writing = [
        ContractCheck("What is inserted can be read, with both moments and a version tag") { bench in
            let body = #"{"a":[1,2.5,"x",null,true,{"$date":5}],"b":{"c":{}}}"#

            let inserted = try await bench.insert(body, id: "one")
            let read = try await bench.store.read("one", in: Bench.things)

            try expect(read, is: inserted)
            try expect(inserted.body, is: Value(json: body))
            try expect(inserted.createdAt, is: bench.time.now)
            try expect(inserted.updatedAt, is: bench.time.now)
            let digits = Set("0123456789abcdef")
            try expect(inserted.etag.rawValue.count == 24 && inserted.etag.rawValue.allSatisfy(digits.contains), "a tag has 24 digits")
            try expect(try await bench.store.read("two", in: Bench.things), is: nil)
        },
        ContractCheck("Made names and tags never repeat") { bench in
            let documents = try await bench.store.append(Array(repeating: .object([:]), count: 200), to: Bench.things)

            try expect(Set(documents.map(\.id)).count, is: 200)
            try expect(Set(documents.map(\.etag)).count, is: 200)
            try expect(try await bench.store.count(.all, in: Bench.things), is: 200)
        },
        ContractCheck("A name that is taken is refused, and what stands stays") { bench in
            try await bench.insert(#"{"a":1}"#, id: "one")

            try await expectRefusal("a second document of one name", where: { $0 == .exists(collection: "things", id: "one") }) {
                try await bench.insert(#"{"a":2}"#, id: "one")
            }

            try expect(try await bench.store.read("one", in: Bench.things)?.body["a"], is: 1)
        },
        ContractCheck("Names are told apart by their bytes") { bench in
            let names = ["a", "A", "é", "e\u{301}", "a b", "a/b", "a'b", "a\"b", "a%b", "😀"]
            for name in names { try await bench.insert("{}", id: name) }

            for name in names { try expect(try await bench.store.read(name, in: Bench.things)?.id.utf8.elementsEqual(name.utf8), is: true) }
            try expect(try await bench.store.count(.all, in: Bench.things), is: names.count)
        },
        ContractCheck("A unique index refuses a second value, whichever way it comes") { bench in
            try await bench.insert(#"{"code":"x"}"#, id: "one")
            try await bench.insert(#"{"code":"y"}"#, id: "two")
            let isNotUnique = { (error: StoreError) in error == .notUnique(collection: "things", paths: ["code"]) }

            try await expectRefusal("insert", where: isNotUnique) { try await bench.insert(#"{"code":"x"}"#) }
            try await expectRefusal("replace", where: isNotUnique) {
                _ = try await bench.store.replace("two", with: ["code": "x"], ifMatch: nil, in: Bench.things)
            }
            try await expectRefusal("findAndModify", where: isNotUnique) {
                _ = try await bench.store.findAndModify(Query(.equal("code", "y")), [.set("code", "x")], in: Bench.things)
            }
            try await expectRefusal("append", where: isNotUnique) {
                _ = try await bench.store.append([["code": "x"], ["code": "z"]], to: Bench.things)
            }

            try expect(try await bench.store.read("two", in: Bench.things)?.body, is: ["code": "y"])
            try expect(try await bench.ids(.equal("code", "z")).count, is: 1, "what stands alone is appended all the same")
        },
        ContractCheck("A unique index takes numbers by value, texts by their bytes, kinds apart, and exempts what is missing") { bench in
            for json in ["1", #""1""#, "true", #"{"$date":1}"#, #""é""#, #""e\u0301""#, #""A""#, #""a""#] {
                try await bench.insert("{\"code\":\(json)}")
            }
            for json in ["null", "[1]", "[1]", #"{"a":1}"#, #"{"a":1}"#] { try await bench.insert("{\"code\":\(json)}") }
            try await bench.insert("{}")
            try await bench.insert("{}")
            try await bench.insert(#"{"group":1}"#)
            try await bench.insert(#"{"group":1}"#)
            try await bench.insert(#"{"group":1,"number":1}"#)
            try await bench.insert(#"{"group":1,"number":2}"#)

            try await expectRefusal("1.0 beside 1", where: { $0 == .notUnique(collection: "things", paths: ["code"]) }) {
                try await bench.insert(#"{"code":1.0}"#)
            }
            try await expectRefusal("a second pair", where: { $0 == .notUnique(collection: "things", paths: ["group", "number"]) }) {
                try await bench.insert(#"{"group":1,"number":2}"#)
            }
        },
        ContractCheck("A unique value is free again once its holder changed or went") { bench in
            try await bench.insert(#"{"code":"x"}"#, id: "one")
            _ = try await bench.store.replace("one", with: ["code": "y"], ifMatch: nil, in: Bench.things)
            try await bench.insert(#"{"code":"x"}"#, id: "two")
            _ = try await bench.store.delete("one", ifMatch: nil, in: Bench.things)
            try await bench.insert(#"{"code":"y"}"#, id: "three")
        },
        ContractCheck("Replacing puts the whole body and a new tag, and keeps the beginning") { bench in
            let first = try await bench.insert(#"{"a":1,"b":2}"#, id: "one")
            bench.time.advance(by: .seconds(5))

            let second = try await bench.store.replace("one", with: ["a": 3], ifMatch: first.etag, in: Bench.things)

            try expect(second.body, is: ["a": 3])
            try expect(second.createdAt, is: first.createdAt)
            try expect(second.updatedAt, is: bench.time.now)
            try expect(second.etag != first.etag, "a write makes a new tag")
            try expect(try await bench.store.read("one", in: Bench.things), is: second)
        },
        ContractCheck("Replacing is refused when another version stands, or none") { bench in
            let first = try await bench.insert(#"{"a":1}"#, id: "one")
            let second = try await bench.store.replace("one", with: ["a": 2], ifMatch: nil, in: Bench.things)
            let isChanged = { (error: StoreError) in error == .changed(collection: "things", id: "one", now: second.etag) }

            try await expectRefusal("an old tag", where: isChanged) {
                _ = try await bench.store.replace("one", with: ["a": 3], ifMatch: first.etag, in: Bench.things)
            }
            try await expectRefusal("no document", where: { $0 == .missing(collection: "things", id: "two") }) {
                _ = try await bench.store.replace("two", with: ["a": 3], ifMatch: nil, in: Bench.things)
            }
            try await expectRefusal("deleting an old version", where: isChanged) {
                _ = try await bench.store.delete("one", ifMatch: first.etag, in: Bench.things)
            }

            try expect(try await bench.store.read("one", in: Bench.things), is: second)
        },
        ContractCheck("Deleting takes a document away once") { bench in
            let document = try await bench.insert(#"{"indexed":["x"],"title":"Metropolis"}"#, id: "one")

            try expect(try await bench.store.delete("one", ifMatch: document.etag, in: Bench.things), is: true)
            try expect(try await bench.store.delete("one", ifMatch: nil, in: Bench.things), is: false)

            try expect(try await bench.store.read("one", in: Bench.things), is: nil)
            try expect(try await bench.ids(.or([.all, .text("metropolis"), .equal("indexed", "x")])), is: [])
        },
        ContractCheck("The store alone sets names, tags and moments") { bench in
            let forged: Value = try Value(
                json: #"{"_id":"other","_etag":"0","createdAt":{"$date":1},"updatedAt":{"$date":1},"a":1,"b":{"createdAt":7}}"#)

            let inserted = try await bench.store.insert(forged, id: "one", into: Bench.things)
            let replaced = try await bench.store.replace("one", with: forged, ifMatch: nil, in: Bench.things)

            for document in [inserted, replaced] {
                try expect(document.body, is: try Value(json: #"{"a":1,"b":{"createdAt":7}}"#))
                try expect(document.createdAt, is: bench.time.now)
                try expect(document.updatedAt, is: bench.time.now)
            }
            for path in ["createdAt", "updatedAt", "_id", "_etag", "updatedAt.x"] {
                try await expectRefusal("changing \(path)", where: \.isInvalid) {
                    _ = try await bench.store.findAndModify(Query(), [.set(path, 1)], in: Bench.things)
                }
            }
        },
        ContractCheck("A clock that goes back does not take a document's moment back") { bench in
            let first = try await bench.insert("{}", id: "one")
            bench.time.advance(by: .seconds(-60))

            let second = try await bench.store.replace("one", with: ["a": 1], ifMatch: nil, in: Bench.things)

            try expect(second.createdAt, is: first.createdAt)
            try expect(second.updatedAt >= first.updatedAt, "updatedAt never goes back")
        },
        ContractCheck("A collection that was not prepared is unknown") { bench in
            let isUnknown = { (error: StoreError) in error == .unknownCollection("nothing") }
            try await expectRefusal("insert", where: isUnknown) { _ = try await bench.store.insert(["a": 1], id: nil, into: "nothing") }
            try await expectRefusal("append", where: isUnknown) { _ = try await bench.store.append([["a": 1]], to: "nothing") }
            try await expectRefusal("read", where: isUnknown) { _ = try await bench.store.read("a", in: "nothing") }
            try await expectRefusal("find", where: isUnknown) { _ = try await bench.store.find(Query(), in: "nothing") }
            try await expectRefusal("count", where: isUnknown) { _ = try await bench.store.count(.all, in: "nothing") }
            try await expectRefusal("delete", where: isUnknown) { _ = try await bench.store.delete("a", ifMatch: nil, in: "nothing") }
        },
        ContractCheck("Preparing again changes nothing, and a changed schema is taken up") { bench in
            try await bench.insert(#"{"late":[1,2],"label":"Nosferatu","code":"x","twice":1}"#, id: "one")
            try await bench.insert(#"{"late":[2,3],"label":"Faust","code":"y","twice":1}"#, id: "two")
            try await bench.store.prepare([Bench.schema])
            var schema = Bench.schema
            schema.indexes = [.lookup("late")]
            schema.searchable = ["label"]

            try await bench.store.prepare([schema])

            try expect(try await bench.ids(.equal("late", 2)), is: ["one", "two"])
            try expect(try await bench.ids(.text("nosf")), is: ["one"])
            try await bench.insert(#"{"code":"x"}"#, id: "three")
            schema.indexes.append(.unique("twice"))
            try await expectRefusal("a broken promise", where: { $0 == .notUnique(collection: "things", paths: ["twice"]) }) {
                try await bench.store.prepare([schema])
            }
            try expect(try await bench.store.count(.all, in: Bench.things), is: 3)
        },
        ContractCheck("Collections whose names differ in capitals only are two") { bench in
            try await bench.store.prepare([CollectionSchema("Things", indexes: [.unique("Code")])])
            try await bench.insert(#"{"a":1}"#, id: "one")

            try expect(try await bench.store.read("one", in: "Things"), is: nil)
        },
        ContractCheck("Everything is there when the store is opened again") { bench in
            guard let reopened = bench.reopened else { return }
            let one = try await bench.insert(#"{"indexed":["x","y"],"title":"Die Büchse","code":1}"#, id: "one")
            try await bench.insert("{}", id: "two")
            _ = try await bench.store.delete("two", ifMatch: nil, in: Bench.things)
            let position = try await bench.store.latestPosition()

            let store = try await reopened()
            try await store.prepare([Bench.schema])

            try expect(try await store.read("one", in: Bench.things), is: one)
            try expect(try await store.count(.all, in: Bench.things), is: 1)
            try expect(try await store.find(Query(.equal("indexed", "y")), in: Bench.things), is: [one])
            try expect(try await store.find(Query(.text("buchse")), in: Bench.things), is: [one])
            try expect(try await store.latestPosition(), is: position)
            try expect(try await store.changes(since: 0, limit: 10).map(\.id), is: ["one", "two"])
        },
    ]
}
