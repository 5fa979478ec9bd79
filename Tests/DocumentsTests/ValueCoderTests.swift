import KinoraDocuments
import KinoraKernel
import Testing

@Suite("Records become values and come back")
struct ValueCoderTests {
    @Test func everyKindOfPropertyComesBackUnchanged() throws {
        let sample = Sample.full

        let value = try ValueCoder.encode(sample)

        #expect(try ValueCoder.decode(Sample.self, from: value) == sample)
        #expect(value["large"] == .int(.max))
        #expect(value["small"] == .int(.min))
        #expect(value["ratio"] == .double(0.1))
        #expect(value["whole"] == .double(3))
        #expect(value["mood"] == .string("bright"))
        #expect(value["seen"] == .date(Moment(milliseconds: -5)))
        #expect(value["inner.moments"] == .array([.date(Moment(milliseconds: 1)), .date(Moment(milliseconds: 2))]))
        #expect(value["absent"] == nil)
        #expect(value["gaps"] == .array([.int(1), .null, .int(3)]))
    }

    @Test func aWholeNumberIsReadWhereAFloatingOneIsExpected() throws {
        var value = try ValueCoder.encode(Sample.full)
        value = try value.applying([.set("ratio", .int(7)), .set("byte", .double(9))])

        let sample = try ValueCoder.decode(Sample.self, from: value)

        #expect(sample.ratio == 7)
        #expect(sample.byte == 9)
    }

    @Test func enumsWithValuesAndInheritedPropertiesComeBack() throws {
        let steps: [Step] = [.wait, .encode(rendition: "1080p", chunk: 4)]

        #expect(try ValueCoder.decode([Step].self, from: ValueCoder.encode(steps)) == steps)
        let dog = try ValueCoder.decode(Dog.self, from: ValueCoder.encode(Dog(name: "Rex", tricks: 3)))
        #expect(dog.name == "Rex")
        #expect(dog.tricks == 3)
    }

    @Test func numbersThatNoDocumentHoldsAreRefused() {
        #expect(throws: EncodingError.self) { try ValueCoder.encode([UInt64.max]) }
        #expect(throws: EncodingError.self) { try ValueCoder.encode(["x": Double.nan]) }
    }

    @Test(arguments: [
        (Change.unset("inner.words"), "inner.words"), (.set("byte", .int(256)), "byte"), (.set("seen", .int(5)), "seen"),
        (.set("mood", .string("sour")), "mood"), (.set("inner.words", .array([.string("a"), .int(1)])), "inner.words.1"),
        (.set("yes", .null), "yes"),
    ])
    func aDocumentThatDoesNotFitIsRefusedWithItsNameAndField(change: Change, field: String) async throws {
        let store = MemoryStore(time: SystemTime())
        try await store.prepare([Sample.schema])
        let body = try ValueCoder.encode(Sample.full).applying([change])
        _ = try await store.insert(body, id: "one", into: "samples")

        let error = await #expect(throws: StoreError.self) { try await Records<Sample>(in: store).read("one") }

        guard case .unreadable("samples", "one", field, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func aValueThatCannotBeKeptIsRefusedWithItsField() async throws {
        let store = MemoryStore(time: SystemTime())
        try await store.prepare([Sample.schema])
        var sample = Sample.full
        sample.ratio = .infinity

        let error = await #expect(throws: StoreError.self) { try await Records<Sample>(in: store).insert(sample) }

        #expect(error?.sentence.contains("ratio") == true)
    }
}

private struct Sample: Record, Equatable {
    static let schema = CollectionSchema("samples")

    enum Mood: String, Codable { case bright, dim }

    struct Inner: Codable, Equatable {
        var words: [String]
        var moments: [Moment]
        var table: [String: [Int: Bool]]
    }

    var large: Int64
    var small: Int64
    var byte: UInt8
    var ratio: Double
    var whole: Double
    var light: Float
    var yes: Bool
    var text: String
    var mood: Mood
    var seen: Moment
    var absent: Int?
    var present: Int?
    var gaps: [Int?]
    var name: Identifier<Int>
    var inner: Inner

    static let full = Sample(
        large: .max, small: .min, byte: 255, ratio: 0.1, whole: 3, light: 0.5, yes: true, text: "Amélie \"\\\n\u{1F600}", mood: .bright,
        seen: Moment(milliseconds: -5), absent: nil, present: 0, gaps: [1, nil, 3], name: Identifier("x"),
        inner: Inner(
            words: ["", "a"], moments: [Moment(milliseconds: 1), Moment(milliseconds: 2)], table: ["a": [1: true], "b": [:]]))
}

private enum Step: Codable, Equatable {
    case wait
    case encode(rendition: String, chunk: Int)
}

private class Animal: Codable {
    let name: String
    init(name: String) { self.name = name }
}

private final class Dog: Animal {
    let tricks: Int

    enum CodingKeys: String, CodingKey { case tricks }

    init(name: String, tricks: Int) {
        self.tricks = tricks
        super.init(name: name)
    }

    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        tricks = try container.decode(Int.self, forKey: .tricks)
        try super.init(from: container.superDecoder())
    }

    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(tricks, forKey: .tricks)
        try super.encode(to: container.superEncoder())
    }
}
