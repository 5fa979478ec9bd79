#if MongoDB
    import Foundation
    import KinoraDocuments
    import KinoraKernel
    import Testing

    @testable import KinoraMongoDocuments

    @Suite("BSON comes back as it was written, and hostile bytes are refused")
    struct MongoBSONTests {
        private static let fields: [String: Value] = [
            "null": .null, "yes": true, "no": false, "int": .int(.min), "max": .int(.max), "double": .double(-0.0),
            "tiny": .double(.leastNonzeroMagnitude), "text": "e\u{301}é😀\n", "empty": "", "date": .date(Moment(milliseconds: .min)),
            "array": .array([1, "x", .null, .array([]), ["q": .double(2.5)]]), "object": ["b": 1, "a": ["c": .object([:])]],
        ]

        @Test func everyKindComesBack() throws {
            let read = try BSONReader.fields(of: BSONDocument(.object(Self.fields)).bytes)

            #expect(read == Self.fields)
            guard case .double(let zero)? = read["double"] else { throw BSONProblem(position: 0, reason: "no zero") }
            #expect(zero.sign == .minus)
        }

        @Test func bytesAreThoseOfTheSpecification() {
            // bsonspec.org, examples: {"hello": "world"}, and an array with its places as names.
            let hello: [UInt8] = [0x16, 0, 0, 0, 2] + Array("hello\0".utf8) + [6, 0, 0, 0] + Array("world\0".utf8) + [0]
            #expect(BSONDocument(["hello": "world"]).bytes == hello)
            let array: [UInt8] =
                [0x1F, 0, 0, 0, 4] + Array("A\0".utf8) + [0x17, 0, 0, 0] + [8, 0x30, 0, 1] + [0x0A, 0x31, 0] + [0x12, 0x32, 0]
                + [5, 0, 0, 0, 0, 0, 0, 0] + [0] + [0]
            var expected = array
            expected[0] = UInt8(array.count)
            expected[7] = UInt8(array.count - 8)
            #expect(BSONDocument(["A": .array([true, .null, 5])]).bytes == expected)
        }

        @Test func namesWithinStandInTheOrderOfTheirBytes() {
            let one = BSONDocument(["o": .object(["b": 1, "a": 2, "B": 3, "é": 4])])
            let other = BSONDocument(["o": .object(["é": 4, "B": 3, "a": 2, "b": 1])])
            #expect(one.bytes == other.bytes)
        }

        @Test func everyCutIsRefused() {
            let bytes = BSONDocument(.object(Self.fields)).bytes
            for length in 0..<bytes.count {
                #expect(throws: BSONProblem.self, "cut after \(length)") { try BSONReader.fields(of: Array(bytes[..<length])) }
            }
            #expect(throws: BSONProblem.self) { try BSONReader.fields(of: bytes + [0]) }
        }

        @Test func everyChangedByteIsReadOrRefusedButNeverMore() {
            let bytes = BSONDocument(.object(Self.fields)).bytes
            var refused = 0
            for place in bytes.indices {
                for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] where bytes[place] != value {
                    var changed = bytes
                    changed[place] = value
                    do {
                        _ = try BSONReader.fields(of: changed)
                    } catch {
                        refused += 1
                    }
                }
            }
            #expect(refused > bytes.count)
        }

        @Test func depthIsBounded() {
            var bytes: [UInt8] = [5, 0, 0, 0, 0]
            for _ in 0..<2000 {
                let length = UInt32(bytes.count + 8)
                bytes = (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * UInt32($0))) } + [3, 0x61, 0] + bytes + [0]
            }
            #expect(throws: BSONProblem.self) { try BSONReader.fields(of: bytes) }
        }

        @Test func foreignKindsAreToldAsTexts() throws {
            func read(_ type: UInt8, _ value: [UInt8]) throws -> Value? {
                let length = UInt8(4 + 3 + value.count + 1)
                return try BSONReader.fields(of: [length, 0, 0, 0, type, 0x61, 0] + value + [0])["a"]
            }
            #expect(try read(0x10, [0xFF, 0xFF, 0xFF, 0xFF]) == -1)
            #expect(try read(0x07, Array(1...12)) == "0102030405060708090a0b0c")
            #expect(try read(0x05, [3, 0, 0, 0, 0, 1, 2, 3]) == "AQID")
            #expect(try read(0x0B, Array("^a\0i\0".utf8)) == "/^a/i")
            #expect(try read(0x06, []) == .null)
            #expect(try read(0x01, [0, 0, 0, 0, 0, 0, 0xF0, 0x7F]) == "inf")
            // 12.5 as decimal128: 125 times ten to the power of -1.
            #expect(try read(0x13, [125, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x3E, 0x30]) == "125E-1")
            #expect(throws: BSONProblem.self) { try read(0x42, []) }
            #expect(throws: BSONProblem.self) { try read(0x02, [2, 0, 0, 0, 0xFF, 0]) }
            #expect(throws: BSONProblem.self) { try read(0x05, [0xFF, 0xFF, 0xFF, 0xFF, 0]) }
        }
    }
#endif
