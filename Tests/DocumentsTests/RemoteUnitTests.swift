import Foundation
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraRemoteDocuments

@Suite("The pieces of the remote store")
struct RemoteUnitTests {
    @Test func pagesHoldWhatAQueryWants() {
        for limit in [1, 2, 3, 7, 30, 499, 500, 999, 1000] {
            for skip in [0, 1, 2, 6, 7, 10, 29, 998, 999, 1000, 1001, 1500, 12_345] {
                let cover = PageCover(skip: skip, limit: limit, most: 1000)
                let first = (cover.pages.lowerBound - 1) * cover.size
                let end = cover.pages.upperBound * cover.size
                #expect(first + cover.skip == skip && end >= skip + limit && cover.size <= 1000, "\(skip) \(limit)")
                #expect(cover.pages.count <= 2)
            }
        }
        #expect(PageCover(skip: 14, limit: 7, most: 1000).pages == 3...3)
        #expect(PageCover(skip: 14, limit: 7, most: 1000).size == 7)
        #expect(PageCover(skip: 10, limit: 7, most: 1000).pages.count == 1)
    }

    @Test(arguments: [
        ("films", ["films"], "/films"), ("a slash", ["films", "a/b"], "/films/a%2Fb"), ("a plus", ["films", "a+b c"], "/films/a%2Bb%20c"),
        ("dots", ["films", ".."], "/films/%2E%2E"), ("dots within", ["films", "a..b"], "/films/a..b"),
        ("a star", ["films", "*"], "/films/%2A"),
        ("letters", ["films", "é%"], "/films/%C3%A9%25"), ("nothing", [], "/"),
    ])
    func addressesAreEncoded(what: String, path: [String], wanted: String) throws {
        let address = try ServerAddress("HTTP://films.example:8080/api//")
        #expect(address.url(path, []) == "http://films.example:8080/api" + wanted)
    }

    @Test func filtersAreWrittenAsTheConventionsSay() {
        let cases: [(Filter, String?)] = [
            (.all, nil), (.equal("a.b", 1), #"{"a.b":{"$eq":1}}"#), (.equal("a", .double(1)), #"{"a":{"$eq":1.0}}"#),
            (.notEqual("a", .date(Moment(milliseconds: 5))), #"{"a":{"$ne":{"$date":5}}}"#), (.in("a", []), #"{"_id":{"$in":[]}}"#),
            (.and([.all, .exists("a")]), #"{"a":{"$exists":true}}"#), (.or([]), #"{"_id":{"$in":[]}}"#), (.or([.exists("a"), .all]), nil),
            (.not(.exists("a")), #"{"$nor":[{"a":{"$exists":true}}]}"#), (.not(.all), #"{"_id":{"$in":[]}}"#), (.not(.or([])), nil),
            (.text("Foo bär"), #"{"$and":[{"_words":{"$regex":"^foo"}},{"_words":{"$regex":"^bar"}}]}"#), (.text(" - "), nil),
            (.or([.lessThan("a", 1), .atLeast("a", "x")]), #"{"$or":[{"a":{"$lt":1}},{"a":{"$gte":"x"}}]}"#),
        ]
        for (filter, wanted) in cases {
            let writing = FilterWriting(filter)
            #expect(writing.isExact)
            #expect(writing.parameters.first?.value == wanted, "\(filter)")
        }
    }

    @Test func whatDoesNotFitIntoAnAddressFindsMoreNotLess() throws {
        let many = Filter.in("n", (0..<1000).map { .int($0) })
        #expect(FilterWriting(many).outcome == FilterWriting.written(.and([.atLeast("n", 0), .atMost("n", 999)])))
        #expect(!FilterWriting(many).isExact)
        let long = Filter.equal("a", .string(String(repeating: "x", count: 10_000)))
        #expect(FilterWriting(long).outcome == .all)
        #expect(FilterWriting(.not(long)).outcome == .all)
        #expect(FilterWriting(.and([long, .exists("b")])).outcome == FilterWriting.written(.exists("b")))
        let letters = Filter.equal("a", .string(String(repeating: "侍", count: 1500)))
        #expect(!FilterWriting(letters).isExact, "in an address it takes three times its bytes")
    }

    @Test func elementsOfAnArrayAreFoundWhateverTheyHold() throws {
        let texts = [#"{"a":"],[\"\\"}"#, "1", #""x\\""#, "[[],[1,2]]", "{}", " null "]
        let array = "\n [" + texts.joined(separator: ",") + "] "
        let found = try JSONElements.of(Array(array.utf8)).map { String(decoding: $0, as: UTF8.self) }
        #expect(found == texts)
        for empty in ["[]", " [ ] "] {
            let none = try JSONElements.of(Array(empty.utf8))
            #expect(none.isEmpty)
        }
        for text in ["", "{}", "1", "[", "]", "[1", "[1]]", "[1] [2]", "x[1]", "{[1]}", "[\"]", "\"[1]\""] {
            #expect(throws: JSONProblem.self, "\(text)") { try JSONElements.of(Array(text.utf8)) }
        }
    }

    @Test func batchesKeepBothBounds() {
        let texts = [3, 3, 3, 9, 1, 1, 1, 1].map { [UInt8](repeating: 0, count: $0) }
        #expect(Batches.of(texts, mostBytes: 6, mostCount: 3) == [0..<2, 2..<3, 3..<4, 4..<7, 7..<8])
        #expect(Batches.of([], mostBytes: 6, mostCount: 3).isEmpty)
        #expect(String(decoding: Batches.array([Array("1".utf8), Array("{}".utf8)][...]), as: UTF8.self) == "[1,{}]")
    }

    @Test func pausesDoubleAndEnd() {
        var limits = RemoteLimits()
        limits.attempts = 5
        limits.firstPause = .seconds(1)
        limits.longestPause = .seconds(3)
        limits.patience = .seconds(60)
        var retries = Retries(limits)
        let pauses = (0..<5).map { _ in retries.pause(asked: nil, elapsed: .zero, chance: 1) }
        #expect(pauses == [.seconds(1), .seconds(2), .seconds(3), .seconds(3), nil])
        var asked = Retries(limits)
        #expect(asked.pause(asked: .seconds(7), elapsed: .zero, chance: 0) == .seconds(7))
        #expect(asked.pause(asked: .seconds(11), elapsed: .zero, chance: 0) == nil)
        #expect(asked.pause(asked: nil, elapsed: .seconds(59), chance: 1) == nil, "behind the patience nothing begins")
    }

    @Test func placesAreGivenInOrderAndACancelledWaiterLeavesNone() async throws {
        let places = Places(1, mostWaiting: 2)
        let (hold, holder) = AsyncStream.makeStream(of: Void.self)
        let (began, beginning) = AsyncStream.makeStream(of: Void.self)
        let first = Task {
            try await places.with {
                beginning.yield()
                for await _ in hold { break }
            }
        }
        for await _ in began { break }
        let cancelled = Task { try await places.with { 1 } }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { _ = try await cancelled.value }
        let second = Task { try await places.with { 2 } }
        holder.yield()
        try await first.value
        #expect(try await second.value == 2)
        #expect(try await places.with { 3 } == 3)
    }

    @Test func aTagInAHeaderIsReadHoweverItIsWritten() {
        for text in ["abc", "\"abc\"", "W/\"abc\""] { #expect(RemoteDocument.tag(header: text)?.rawValue == "abc") }
        #expect(RemoteDocument.tag(header: nil) == nil)
        #expect(RemoteDocument.tag(header: "\"\"") == nil)
    }
}

@Suite("The cache of the remote store")
struct RemoteCacheUnitTests {
    private func document(_ id: String) -> Document {
        Document(id: id, etag: .make(), createdAt: Moment(milliseconds: 0), updatedAt: Moment(milliseconds: 0), body: [:])
    }

    private func key(_ id: String) -> ReadCache.Key { ReadCache.Key(id, in: "things") }

    @Test func whatWasForgottenWhileItWasFetchedIsNotKept() {
        let cache = ReadCache(mostDocuments: 10, mostBytes: 1000)
        let ticket = cache.begin(key("a"))
        let other = cache.begin(key("b"))
        cache.forget([key("a")])
        cache.keep(document("a"), bytes: 10, ticket)
        cache.keep(document("b"), bytes: 10, other)
        #expect(cache[key("a")] == nil)
        #expect(cache[key("b")] != nil)
        let late = cache.begin(key("c"))
        cache.forgetAll()
        cache.keep(document("c"), bytes: 10, late)
        #expect(cache[key("c")] == nil && cache[key("b")] == nil)
    }

    @Test func namesAreToldApartByTheirBytes() {
        let cache = ReadCache(mostDocuments: 10, mostBytes: 1000)
        cache.keep(document("é"), bytes: 1, cache.begin(key("é")))
        #expect(cache[key("e\u{301}")] == nil)
    }

    @Test func bothBoundsAreKeptAndWhatWasUsedLastStays() {
        let cache = ReadCache(mostDocuments: 4, mostBytes: 100)
        for id in ["a", "b", "c", "d"] { cache.keep(document(id), bytes: 10, cache.begin(key(id))) }
        _ = cache[key("a")]
        cache.keep(document("e"), bytes: 10, cache.begin(key("e")))
        #expect(cache[key("b")] == nil, "the one that was not used for the longest time made room")
        #expect(["a", "c", "d", "e"].allSatisfy { cache[key($0)] != nil })
        for id in 0..<40 { cache.keep(document("\(id)"), bytes: 25, cache.begin(key("\(id)"))) }
        #expect((0..<40).count { cache[key("\($0)")] != nil } == 4)
        cache.keep(document("large"), bytes: 26, cache.begin(key("large")))
        #expect(cache[key("large")] == nil, "what would take more than a quarter is not kept")
    }
}
