import NIOCore
import Testing

@testable import KinoraBolt

@Suite("PackStream")
struct PackStreamTests {
    private static let five = BoltVersion(5, 4)

    private func bytes(_ value: BoltValue, _ version: BoltVersion = five) throws -> [UInt8] {
        var writer = PackStreamWriter(version: version)
        try writer.write(value)
        return Array(writer.buffer.readableBytesView)
    }

    private func read(_ bytes: [UInt8], _ version: BoltVersion = five) throws -> BoltValue {
        var reader = PackStreamReader(ByteBuffer(bytes: bytes), version: version)
        let value = try reader.value()
        #expect(reader.isAtEnd)
        return value
    }

    @Test(
        "a value has the bytes that the format names",
        arguments: [
            (.null, [0xC0]), (true, [0xC3]), (false, [0xC2]),
            (0, [0x00]), (127, [0x7F]), (-16, [0xF0]), (-17, [0xC8, 0xEF]), (-128, [0xC8, 0x80]), (128, [0xC9, 0x00, 0x80]),
            (-129, [0xC9, 0xFF, 0x7F]), (32_767, [0xC9, 0x7F, 0xFF]), (32_768, [0xCA, 0x00, 0x00, 0x80, 0x00]),
            (-2_147_483_648, [0xCA, 0x80, 0x00, 0x00, 0x00]), (2_147_483_648, [0xCB, 0, 0, 0, 0, 0x80, 0, 0, 0]),
            (.int(.min), [0xCB, 0x80, 0, 0, 0, 0, 0, 0, 0]),
            (1.23, [0xC1, 0x3F, 0xF3, 0xAE, 0x14, 0x7A, 0xE1, 0x47, 0xAE]),
            ("", [0x80]), ("A", [0x81, 0x41]), ("Größe", [0x87, 0x47, 0x72, 0xC3, 0xB6, 0xC3, 0x9F, 0x65]),
            (.bytes([1, 2, 3]), [0xCC, 3, 1, 2, 3]), ([1, "a"], [0x92, 0x01, 0x81, 0x61]), ([:], [0xA0]),
            (["b": 2, "a": 1], [0xA2, 0x81, 0x61, 0x01, 0x81, 0x62, 0x02]),
            (.date(days: 17_937), [0xB1, 0x44, 0xC9, 0x46, 0x11]),
            (.dateTime(seconds: 1, nanoseconds: 2, offset: 3600), [0xB3, 0x49, 0x01, 0x02, 0xC9, 0x0E, 0x10]),
            (.duration(months: 1, days: 2, seconds: 3, nanoseconds: 4), [0xB4, 0x45, 1, 2, 3, 4]),
        ] as [(BoltValue, [UInt8])])
    func encoding(value: BoltValue, wanted: [UInt8]) throws {
        #expect(try bytes(value) == wanted)
        #expect(try read(wanted) == value)
    }

    @Test("every length form of texts, bytes, lists and maps comes back", arguments: [15, 16, 255, 256, 65_535, 65_536])
    func lengths(count: Int) throws {
        for value: BoltValue in [
            .string(String(repeating: "x", count: count)), .bytes(Array(repeating: 7, count: count)),
            .list(Array(repeating: .null, count: count)),
            .map(Dictionary(uniqueKeysWithValues: (0..<count).map { ("\($0)", .int(Int64($0))) })),
        ] {
            #expect(try read(bytes(value)) == value)
        }
    }

    @Test("moments mean the same before Bolt 5, where they are told by the wall clock")
    func legacy() throws {
        let four = BoltVersion(4, 4)
        let summer = BoltValue.zonedDateTime(seconds: 1_720_000_000, nanoseconds: 5, zone: "Europe/Berlin")
        #expect(try bytes(summer, four).prefix(2) == [0xB3, 0x66])
        #expect(try read(bytes(summer, four), four) == summer)
        let moment = BoltValue.dateTime(seconds: 1_720_000_000, nanoseconds: 5, offset: -3600)
        #expect(try bytes(moment, four).prefix(2) == [0xB3, 0x46])
        #expect(try read(bytes(moment, four), four) == moment)
    }

    @Test("the hours around a change of clocks come back as the moments they were")
    func clockChanges() throws {
        let clock = try ZoneClock("Europe/Berlin")
        // 27 October 2024, 01:00 UTC: the clocks go back. The hour from two to three comes twice; the first is meant.
        for utc in [1_729_900_800, 1_729_987_199, 1_729_990_800, 1_730_073_600, 1_711_846_799, 1_711_846_800, 1_711_933_200] as [Int64] {
            let isSecondOfTwo = (1_729_990_800..<1_729_994_400).contains(utc)
            #expect(clock.utc(clock.wall(utc)) == (isSecondOfTwo ? utc - 3600 : utc))
        }
    }

    @Test("nodes, relationships and paths are told whole, with and without names")
    func graph() throws {
        let ida: [UInt8] = [0xB4, 0x4E, 1, 0x91, 0x81, 0x50, 0xA1, 0x81, 0x6E, 0x83, 0x49, 0x64, 0x61, 0x81, 0x78]
        let film: [UInt8] = [0xB4, 0x4E, 2, 0x91, 0x81, 0x46, 0xA0, 0x81, 0x79]
        let watched: [UInt8] = [0xB4, 0x72, 3, 0x87] + Array("WATCHED".utf8) + [0xA0, 0x81, 0x7A]
        let path = try read([0xB3, 0x50, 0x92] + ida + film + [0x91] + watched + [0x94, 0x01, 0x01, 0xFF, 0x00])
        guard case .path(let path) = path else {
            Issue.record("no path")
            return
        }
        #expect(path.nodes.map(\.elementID) == ["x", "y", "x"])
        #expect(path.nodes[0].labels == ["P"] && path.nodes[0].properties == ["n": "Ida"])
        #expect(
            path.relationships.map(\.start) == ["x", "x"] && path.relationships.map(\.end) == ["y", "y"], "back against its direction")
        let old = try read([0xB3, 0x4E, 9, 0x90, 0xA0], BoltVersion(4, 4))
        #expect(old.asNode?.elementID == "9")
    }

    @Test("a structure of another kind is kept as it came")
    func unknown() throws {
        #expect(try read([0xB1, 0x7A, 0x01]) == .unknown(tag: 0x7A, fields: [1]))
        #expect(throws: BoltFault.cannotBeSent("a structure")) { try bytes(.unknown(tag: 0x7A, fields: [])) }
    }

    @Test(
        "what lies about itself is refused before anything is allocated",
        arguments: [
            [], [0xC9, 0x01], [0xD2, 0x7F, 0xFF, 0xFF, 0xFF], [0xD6, 0x7F, 0xFF, 0xFF, 0xFF], [0xDA, 0x7F, 0xFF, 0xFF, 0xFF],
            [0xCE, 0xFF, 0xFF, 0xFF, 0xFF], [0x82, 0xC3, 0x28], [0xA1, 0x01, 0x01], [0xC4], [0xDF], [0xB4, 0x4E, 1, 1, 1, 1],
            [0xB3, 0x50, 0x90, 0x90, 0x90],
            [0xB3, 0x66, 0, 0, 0x81, 0x58],
        ] as [[UInt8]])
    func lies(bytes: [UInt8]) {
        #expect(throws: BoltFault.self) { try read(bytes) }
    }

    @Test("what is nested without an end is refused")
    func depth() {
        #expect(throws: BoltFault.malformed("it is nested too deeply")) { try read(Array(repeating: 0x91, count: 100_000) + [0xC0]) }
    }

    @Test("random bytes never do more than be refused")
    func noise() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            var reader = PackStreamReader(ByteBuffer(bytes: bytes), version: Self.five)
            do {
                _ = try reader.value()
            } catch {
                #expect(error is BoltFault)
            }
        }
    }
}
