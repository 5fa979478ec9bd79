import KinoraDocuments
import KinoraKernel
import Testing

@Suite("Documents as JSON Lines", .timeLimit(.minutes(10)))
struct DumpTests {
    /// Bytes in pieces of a given size.
    private struct Pieces: AsyncSequence, Sendable {
        var bytes: [UInt8]
        var size = 7

        init(_ text: String, size: Int = 7) {
            bytes = Array(text.utf8)
            self.size = size
        }

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        func makeAsyncIterator() -> Iterator { Iterator(rest: bytes[...], size: size) }

        struct Iterator: AsyncIteratorProtocol {
            var rest: ArraySlice<UInt8>
            let size: Int

            mutating func next() async -> [UInt8]? {
                guard !rest.isEmpty else { return nil }
                defer { rest = rest.dropFirst(size) }
                return Array(rest.prefix(size))
            }
        }
    }

    private func importing(_ pieces: Pieces, into store: any DocumentStore) -> DumpImport<Pieces> {
        DumpImport(pieces, into: store, collections: TwoStores.schemas)
    }

    @Test("what is exported and imported is the same", arguments: [1, 7, 4096, 10_000_000])
    func roundTrip(size: Int) async throws {
        let stores = try await TwoStores(films: 450)
        var deep: Value = "bottom"
        for _ in 1..<DocumentRules.deepest { deep = ["x": deep] }
        _ = try await stores.source.insert(deep, id: "deep \"quoted\"\\", into: "jobs")
        let text = try await stores.dump(stores.source)

        let importing = importing(Pieces(text, size: size), into: stores.target)
        let plan = try await importing.plan()
        try await importing.write()

        #expect(plan == .init(new: 452))
        #expect(try await stores.dump(stores.target) == text)
    }

    @Test func linesHaveTheFormThatIsPromised() async throws {
        let stores = try await TwoStores()
        let document = try #require(try await stores.source.read("job", in: "jobs"))

        let lines = try await stores.dump(stores.source).split(separator: "\n", omittingEmptySubsequences: false)

        #expect(lines.count == 4)
        #expect(
            lines[0]
                == #"{"collections":[{"count":0,"name":"films"},{"count":1,"name":"jobs"}],"exportedAt":{"$date":1700000060000},"format":"kinora-documents","version":1}"#
        )
        #expect(
            lines[1]
                == #"{"_etag":"\#(document.etag.rawValue)","_id":"job","body":{"share":1.0,"state":"done"},"collection":"jobs","createdAt":{"$date":1700000000000},"updatedAt":{"$date":1700000000000}}"#
        )
        #expect(lines[2].hasPrefix(#"{"end":{"documents":1,"sha256":""#))
        #expect(lines[3].isEmpty)
    }

    @Test func importingTwiceChangesNothing() async throws {
        let stores = try await TwoStores(films: 30)
        let text = try await stores.dump(stores.source)
        try await importing(Pieces(text), into: stores.target).write()
        _ = try await stores.target.insert(["key": "mine"], id: "mine", into: "films")
        _ = try await stores.target.replace(TwoStores.id(1), with: ["key": "other"], ifMatch: nil, in: "films")

        let plan = try await importing(Pieces(text), into: stores.target).plan()
        try await importing(Pieces(text), into: stores.target).write()

        #expect(plan == .init(new: 0, overwritten: 1, equal: 30, others: 1))
        #expect(try await stores.target.count(.all, in: "films") == 31)
        #expect(try await stores.target.read(TwoStores.id(1), in: "films") == stores.source.read(TwoStores.id(1), in: "films"))
    }

    @Test("a damaged dump is refused with its line", arguments: Damage.all)
    func damaged(damage: Damage) async throws {
        let stores = try await TwoStores(films: 3)
        let lines = try await stores.dump(stores.source).split(separator: "\n").map { Array($0.utf8) }
        let bytes = damage.done(to: lines)

        let problem = await #expect(throws: DumpProblem.self) { try await importing(Pieces(bytes), into: stores.target).plan() }

        #expect(problem?.sentence.hasPrefix("Line \(damage.line): ") == true, "\(problem?.sentence ?? "")")
        #expect(problem?.sentence.contains(damage.word) == true, "\(problem?.sentence ?? "")")
        #expect(try await stores.target.count(.all, in: "films") == 0)
    }
}

/// One way to spoil the six lines of a dump: a header, three films, a job, the end.
struct Damage: Sendable, CustomStringConvertible {
    let description: String
    let line: Int
    let word: String
    let spoil: @Sendable (inout [[UInt8]]) -> Void
    var isCut = false

    func done(to lines: [[UInt8]]) -> [UInt8] {
        var lines = lines
        spoil(&lines)
        let bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
        return isCut ? bytes : bytes + [UInt8(ascii: "\n")]
    }

    private static func replacing(_ old: String, with new: String, in line: Int) -> @Sendable (inout [[UInt8]]) -> Void {
        { lines in
            let text = String(decoding: lines[line - 1], as: UTF8.self)
            lines[line - 1] = Array(text.replacing(old, with: new).utf8)
        }
    }

    static let all = [
        Damage(description: "nothing", line: 1, word: "no export", spoil: { $0 = [] }),
        Damage(description: "another file", line: 1, word: "no export", spoil: { $0 = [Array("Dear diary,".utf8)] }),
        Damage(description: "the last line is missing", line: 6, word: "ends in the middle", spoil: { $0.removeLast() }),
        Damage(
            description: "cut in a line", line: 4, word: "ends in the middle", spoil: { $0 = Array($0[..<3]) + [Array($0[3].prefix(50))] },
            isCut: true),
        Damage(description: "the last line end is missing", line: 6, word: "ends in the middle", spoil: { _ in }, isCut: true),
        Damage(description: "no JSON", line: 3, word: "no usable JSON", spoil: replacing("\"body\":", with: "\"body\"", in: 3)),
        Damage(
            description: "no UTF-8", line: 2, word: "no UTF-8",
            spoil: { lines in
                guard let place = lines[1].lastIndex(of: UInt8(ascii: "y")) else { return }
                lines[1][place] = 0xFF
            }),
        Damage(description: "an unknown collection", line: 5, word: "“wishes”", spoil: replacing("\"jobs\"", with: "\"wishes\"", in: 5)),
        Damage(
            description: "an unknown collection in the header", line: 1, word: "“wishes”",
            spoil: replacing("\"jobs\"", with: "\"wishes\"", in: 1)),
        Damage(
            description: "a newer version", line: 1, word: "newer Kinora", spoil: replacing("\"version\":1", with: "\"version\":2", in: 1)),
        Damage(description: "a document twice", line: 4, word: "stands twice", spoil: { $0.insert($0[2], at: 3) }),
        Damage(description: "documents out of order", line: 3, word: "out of order", spoil: { $0.swapAt(1, 2) }),
        Damage(description: "a document less", line: 5, word: "3 documents", spoil: { _ = $0.remove(at: 1) }),
        Damage(description: "another digit", line: 6, word: "digest", spoil: replacing("\"year\":1", with: "\"year\":7", in: 3)),
        Damage(
            description: "a field that no document has", line: 3, word: "“extra”",
            spoil: replacing("\"body\":", with: "\"extra\":1,\"body\":", in: 3)),
        Damage(
            description: "a version that is none", line: 2, word: "no version",
            spoil: replacing("\"_etag\":\"", with: "\"_etag\":\"x", in: 2)),
        Damage(description: "something behind the end", line: 7, word: "follows", spoil: { $0.append($0[5]) }),
        Damage(description: "a body that is none", line: 2, word: "“bodice”", spoil: replacing("\"body\":", with: "\"bodice\":", in: 2)),
    ]
}
