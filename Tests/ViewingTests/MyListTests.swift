import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraViewing

@Suite("A profile's list", .timeLimit(.minutes(10)))
struct MyListTests {
    private let time = StoppedTime(at: Moment(milliseconds: 1_760_000_000_000))
    private let list: MyList

    init() async throws {
        let store = MemoryStore(time: time)
        try await store.prepare([ListedTitle.schema])
        list = MyList(store: store, time: time)
    }

    @Test func holdsWhatWasPutThereTheLastFirstAndOnce() async throws {
        for title in ["a", "b", "a", "c"] {
            time.advance(by: .seconds(1))
            try await list.add(title, by: "ida")
        }
        try await list.add("z", by: "other")

        #expect(try await list.titles(of: "ida") == ["c", "b", "a"])

        for _ in 1...2 { try await list.remove("b", by: "ida") }
        #expect(try await list.titles(of: "ida") == ["c", "a"])
        #expect(try await list.titles(of: "other") == ["z"])
    }

    @Test func aTitleThatTookAnotherInIsFoundAndTakenOffUnderBothNames() async throws {
        try await list.add("went", by: "ida")
        #expect(try await list.contains(anyOf: ["stays", "went"], of: "ida"))
        #expect(try await !list.contains(anyOf: ["stays"], of: "ida"))
        try await list.add("stays", by: "ida")

        for _ in 1...2 { try await list.remove("stays", former: ["stays", "went"], by: "ida") }
        #expect(try await list.titles(of: "ida").isEmpty)
    }

    @Test func isFullSomeDay() async throws {
        for number in 1...MyList.most { try await list.add("\(number)", by: "ida") }

        await #expect(throws: ListFull.self) { try await list.add("one more", by: "ida") }
        try await list.add("8", by: "ida")
        try await list.remove("7", by: "ida")
        try await list.add("one more", by: "ida")
        #expect(try await list.titles(of: "ida").count == MyList.most)
    }
}
