import KinoraDocuments
import KinoraKernel

extension ContractCheck {
    static let restoring = [
        ContractCheck("A document that is restored is the one that was, byte for byte") { bench in
            let original = try await bench.insert(#"{"code":"a","title":"Ulica Krokodyli","n":1.5,"list":[1,null,{"x":true}]}"#, id: "one")
            bench.time.advance(by: .seconds(60))
            _ = try await bench.store.replace("one", with: ["code": "b"], ifMatch: nil, in: Bench.things)

            try await bench.store.restore([original], into: Bench.things)

            try expect(try await bench.store.read("one", in: Bench.things), is: original)
            try expect(try await bench.ids(.text("krokodyli")), is: ["one"], "search finds what was restored")
            try expect(try await bench.ids(.equal("code", "a")), is: ["one"])
            try expect(try await bench.ids(.equal("code", "b")), is: [])
        },
        ContractCheck("What was deleted can be restored, and restoring twice changes nothing") { bench in
            let original = try await bench.insert(#"{"code":"a"}"#, id: "one")
            _ = try await bench.store.delete("one", ifMatch: nil, in: Bench.things)

            try await bench.store.restore([original], into: Bench.things)
            try await bench.store.restore([original], into: Bench.things)

            try expect(try await bench.store.find(Query(), in: Bench.things), is: [original])
        },
        ContractCheck("What is restored appears in the change feed") { bench in
            let original = try await bench.insert("{}", id: "one")
            _ = try await bench.store.delete("one", ifMatch: nil, in: Bench.things)
            let position = try await bench.store.latestPosition()

            try await bench.store.restore([original], into: Bench.things)

            let changes = try await bench.store.changes(since: position, limit: 10)
            try expect(changes.map(\.id), is: ["one"])
            try expect(changes.map(\.kind), is: [.written])
        },
        ContractCheck("Of restored documents one that breaks a unique index is refused, the others stand") { bench in
            try await bench.insert(#"{"code":"taken"}"#, id: "holder")
            let now = bench.time.now
            func document(_ id: String, _ code: Value) -> Document {
                Document(id: id, etag: .make(), createdAt: now, updatedAt: now, body: ["code": code])
            }

            let wanted = StoreError.notUnique(collection: Bench.things, paths: ["code"])
            try await expectRefusal("the taken value is refused", where: { $0 == wanted }) {
                try await bench.store.restore([document("a", "1"), document("b", "taken"), document("c", "2")], into: Bench.things)
            }

            try expect(try await bench.ids(.all), is: ["a", "c", "holder"])
        },
        ContractCheck("Nothing is restored when one of the documents is invalid") { bench in
            let now = bench.time.now
            let sound = Document(id: "a", etag: .make(), createdAt: now, updatedAt: now, body: [:])
            let unsound = [
                Document(id: "b", etag: ETag(rawValue: "not a tag"), createdAt: now, updatedAt: now, body: [:]),
                Document(id: "", etag: .make(), createdAt: now, updatedAt: now, body: [:]),
                Document(id: "d", etag: .make(), createdAt: now, updatedAt: now, body: ["$set": 1]),
            ]
            for document in unsound {
                try await expectRefusal("\(document.id) is invalid", where: \.isInvalid) {
                    try await bench.store.restore([sound, document], into: Bench.things)
                }
            }
            try expect(try await bench.ids(.all), is: [])
        },
    ]
}
