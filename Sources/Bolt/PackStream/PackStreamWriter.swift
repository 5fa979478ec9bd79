import Foundation
import NIOCore

/// Writes values as PackStream 1.0, each in its shortest form.
struct PackStreamWriter {
    private(set) var buffer = ByteBuffer()
    /// Whether moments are written by the wall clock, as before Bolt 5.
    let isLegacy: Bool

    init(version: BoltVersion) { isLegacy = version.major < 5 }

    /// - Throws: `BoltFault.cannotBeSent` for what only a database makes.
    mutating func write(_ value: BoltValue) throws {
        switch value {
        case .null: byte(0xC0)
        case .bool(let value): byte(value ? 0xC3 : 0xC2)
        case .int(let value): write(value)
        case .float(let value):
            byte(0xC1)
            buffer.writeInteger(value.bitPattern)
        case .string(let text): try write(text)
        case .bytes(let bytes):
            try head(bytes.count, tiny: nil, byte: 0xCC, short: 0xCD, long: 0xCE)
            buffer.writeBytes(bytes)
        case .list(let elements):
            try head(elements.count, tiny: 0x90, byte: 0xD4, short: 0xD5, long: 0xD6)
            for element in elements { try write(element) }
        case .map(let entries): try write(entries)
        case .date(let days): try structure(0x44, [.int(days)])
        case .time(let nanoseconds, let offset): try structure(0x54, [.int(nanoseconds), .int(offset)])
        case .localTime(let nanoseconds): try structure(0x74, [.int(nanoseconds)])
        case .dateTime(let seconds, let nanoseconds, let offset):
            try structure(
                isLegacy ? 0x46 : 0x49, [.int(isLegacy ? seconds &+ offset : seconds), .int(nanoseconds), .int(offset)])
        case .zonedDateTime(let seconds, let nanoseconds, let zone):
            let wall = isLegacy ? try ZoneClock(zone).wall(seconds) : seconds
            try structure(isLegacy ? 0x66 : 0x69, [.int(wall), .int(nanoseconds), .string(zone)])
        case .localDateTime(let seconds, let nanoseconds): try structure(0x64, [.int(seconds), .int(nanoseconds)])
        case .duration(let months, let days, let seconds, let nanoseconds):
            try structure(0x45, [.int(months), .int(days), .int(seconds), .int(nanoseconds)])
        case .point(let srid, let x, let y, let z):
            let place: [BoltValue] = [.int(srid), .float(x), .float(y)]
            try structure(z == nil ? 0x58 : 0x59, place + (z.map { [.float($0)] } ?? []))
        case .node, .relationship, .path, .unknown: throw BoltFault.cannotBeSent(value.kind)
        }
    }

    /// A message is a structure too.
    mutating func structure(_ tag: UInt8, _ fields: [BoltValue]) throws {
        byte(0xB0 | UInt8(fields.count))
        byte(tag)
        for field in fields { try write(field) }
    }

    private mutating func write(_ value: Int64) {
        if let tiny = Int8(exactly: value) {
            if tiny < -16 { byte(0xC8) }
            buffer.writeInteger(tiny)
        } else if let short = Int16(exactly: value) {
            byte(0xC9)
            buffer.writeInteger(short)
        } else if let long = Int32(exactly: value) {
            byte(0xCA)
            buffer.writeInteger(long)
        } else {
            byte(0xCB)
            buffer.writeInteger(value)
        }
    }

    private mutating func write(_ text: String) throws {
        try head(text.utf8.count, tiny: 0x80, byte: 0xD0, short: 0xD1, long: 0xD2)
        buffer.writeString(text)
    }

    private mutating func write(_ entries: [String: BoltValue]) throws {
        try head(entries.count, tiny: 0xA0, byte: 0xD8, short: 0xD9, long: 0xDA)
        // In a settled order, so that the same values are the same bytes.
        for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
            try write(key)
            try write(value)
        }
    }

    private mutating func head(_ count: Int, tiny: UInt8?, byte small: UInt8, short: UInt8, long: UInt8) throws {
        if let tiny, count < 16 {
            byte(tiny | UInt8(count))
        } else if let count = UInt8(exactly: count) {
            byte(small)
            byte(count)
        } else if let count = UInt16(exactly: count) {
            byte(short)
            buffer.writeInteger(count)
        } else {
            guard let count = Int32(exactly: count) else { throw BoltFault.cannotBeSent("more than two gigabytes") }
            byte(long)
            buffer.writeInteger(count)
        }
    }

    private mutating func byte(_ value: UInt8) { buffer.writeInteger(value) }
}
