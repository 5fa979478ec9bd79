import KinoraDocuments
import KinoraKernel
import Testing

@Suite("JSON is read strictly and written the same way every time")
struct JSONTests {
    @Test(arguments: [
        ("null", Value.null), (" true ", .bool(true)), ("-0", .int(0)), ("9223372036854775807", .int(.max)), ("1.0", .double(1)),
        ("-1.5e-3", .double(-0.0015)), ("1E2", .double(100)), (#""""#, .string("")), ("[]", .array([])),
        ("\r\n[1 ,\t2]\n", .array([1, 2])),
        (#"{"a":{"b":[{}]}}"#, .object(["a": .object(["b": .array([.object([:])])])])),
        (#""\"\\\/\b\f\n\r\t\u00e9\uD83D\ude00é😀""#, .string("\"\\/\u{8}\u{C}\n\r\té😀é😀")),
        (#"{"$date":-5}"#, .date(Moment(milliseconds: -5))), (#"{"$date":"x"}"#, .object(["$date": "x"])),
        (#"{"$date":1,"a":2}"#, .object(["$date": 1, "a": 2])),
    ])
    func lawfulText(text: String, value: Value) throws {
        #expect(try Value(json: text) == value)
        #expect(try Value(json: value.json) == value)
    }

    @Test(arguments: [
        ("", 0), (" ", 1), ("nul", 0), ("True", 0), ("[1,]", 3), ("[1 2]", 3), ("{\"a\":1,}", 7), ("{a:1}", 1), ("{\"a\" 1}", 5),
        ("1 2", 2), ("[", 1),
        ("{\"a\":1", 6), ("\"abc", 4), ("\"\\x\"", 3), ("\"\\u12g4\"", 5), ("01", 1), ("-", 1), ("1.", 2), (".5", 0), ("1e", 2), ("+1", 0),
        ("NaN", 0),
        ("1e999", 0), ("9223372036854775808", 0), ("\"a\nb\"", 2), ("\"a\0b\"", 2), ("\"\\u0000\"", 7), ("\"\\uD800\"", 7),
        ("\"\\uDC00\"", 7),
        ("\"\\uD800\\u0041\"", 13), ("{\"a\":1,\"a\":2}", 7), ("\u{FEFF}1", 0), ("'a'", 0), ("[1]//", 3),
    ])
    func brokenText(text: String, position: Int) {
        let problem = #expect(throws: JSONProblem.self) { try Value(json: text) }
        #expect(problem?.position == position)
        #expect(problem?.sentence.contains("at byte \(position).") == true)
    }

    @Test func bytesThatAreNoUTF8AreRefusedWherever() {
        for bytes: [UInt8] in [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]] {
            #expect(throws: JSONProblem.self) { try Value(json: [0x22] + bytes + [0x22]) }
            #expect(throws: JSONProblem.self) { try Value(json: [0x22, 0x5C, 0x6E] + bytes + [0x22]) }
            #expect(throws: JSONProblem.self) { try Value(json: bytes) }
        }
    }

    @Test func depthHasABound() throws {
        let deepest = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(throws: Never.self) { try Value(json: deepest) }
        let problem = #expect(throws: JSONProblem.self) { try Value(json: String(repeating: "[", count: 100_000)) }
        #expect(problem?.position == 64)
    }

    @Test func namesAreWrittenInTheOrderOfTheirBytes() throws {
        let value = try Value(json: #"{"b":1,"é":2,"a":{"d":1,"c":2.0},"B":[1e2,1e-7,5e20],"😀":{"$date":0}}"#)
        #expect(value.json == #"{"B":[100.0,1e-07,5e+20],"a":{"c":2.0,"d":1},"b":1,"é":2,"😀":{"$date":0}}"#)
    }

    @Test func everyControlCharacterComesBack() throws {
        let text = String(String.UnicodeScalarView((1...0x9F).compactMap(Unicode.Scalar.init)))
        let json = Value.string(text).json
        #expect(json.utf8.allSatisfy { $0 >= 0x20 })
        #expect(try Value(json: json) == .string(text))
    }

    @Test func everyNumberComesBackExactly() throws {
        var state: UInt64 = 7
        for _ in 0..<2000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let (whole, number) = (Int64(bitPattern: state), Double(bitPattern: state))
            #expect(try Value(json: Value.int(whole).json) == .int(whole))
            if number.isFinite { #expect(try Value(json: Value.double(number).json) == .double(number)) }
        }
    }
}
