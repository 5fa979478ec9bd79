import KinoraKernel

/// Writes a ZIP archive piece by piece, for a reader who gets it while it is made (PKWARE APPNOTE 6.3.10).
///
/// Entries are Deflate of blocks that are not compressed (RFC 1951 section 3.2.4): so no size has to be known before, as with stored entries,
/// and every program reads them, one that reads from front to back too. Lengths follow each entry (section 4.3.9). Names are UTF-8.
struct ZIPArchive {
    /// No archive is larger: beyond it ZIP64 would be needed.
    static let longest: UInt64 = 0xFFFF_FFFE
    static let mostEntries = 1000
    private static let longestBlock = 0xFFFF
    /// Lengths behind the entry, and a name in UTF-8 (section 4.4.4, bits 3 and 11).
    private static let flags: UInt16 = 1 << 3 | 1 << 11
    private static let deflate: UInt16 = 8
    private static let version: UInt16 = 20
    /// Made on Unix (section 4.4.2), so that the attributes are a file's mode.
    private static let maker: UInt16 = 3 << 8 | version
    /// A file that its owner alone reads and writes.
    private static let mode: UInt32 = 0o100600 << 16

    private struct Entry {
        var name: [UInt8]
        var offset: UInt64
        var checksum = CRC32()
        var packed: UInt64 = 0
        var length: UInt64 = 0
    }

    private let date: UInt16
    private let time: UInt16
    private var offset: UInt64 = 0
    private var open: Entry?
    private var entries: [Entry] = []

    /// - Parameter moment: when its entries say they were made, in UTC.
    init(at moment: Moment) {
        (date, time) = Self.stamp(moment)
    }

    /// Begins an entry.
    mutating func begin(_ name: String) throws -> [UInt8] {
        precondition(open == nil, "an entry is still open")
        guard entries.count < Self.mostEntries else { throw ArchiveTooLarge() }
        let entry = Entry(name: Array(name.utf8), offset: offset)
        open = entry
        var bytes = Bytes()
        bytes.add(UInt32(0x0403_4B50))
        bytes.add(Self.version, Self.flags, Self.deflate, time, date)
        bytes.add(UInt32(0), UInt32(0), UInt32(0))
        bytes.add(UInt16(entry.name.count), 0)
        bytes.all += entry.name
        return try counted(bytes.all)
    }

    /// More of the entry that is open.
    mutating func add(_ content: [UInt8]) throws -> [UInt8] {
        guard var entry = open, !content.isEmpty else { return [] }
        entry.checksum.add(content)
        entry.length += UInt64(content.count)
        var bytes = Bytes()
        for start in stride(from: 0, to: content.count, by: Self.longestBlock) {
            let block = content[start..<min(start + Self.longestBlock, content.count)]
            bytes.add(block: block, isLast: false)
        }
        entry.packed += UInt64(bytes.all.count)
        open = entry
        return try counted(bytes.all)
    }

    /// Ends the entry that is open.
    mutating func end() throws -> [UInt8] {
        guard var entry = open else { return [] }
        var bytes = Bytes()
        bytes.add(block: [], isLast: true)
        entry.packed += UInt64(bytes.all.count)
        bytes.add(
            UInt32(0x0807_4B50), entry.checksum.value, UInt32(truncatingIfNeeded: entry.packed), UInt32(truncatingIfNeeded: entry.length))
        entries.append(entry)
        open = nil
        return try counted(bytes.all)
    }

    /// Ends the archive with the list of what is in it (sections 4.3.12 and 4.3.16).
    mutating func finish() throws -> [UInt8] {
        var bytes = Bytes()
        for entry in entries {
            bytes.add(UInt32(0x0201_4B50))
            bytes.add(Self.maker, Self.version, Self.flags, Self.deflate, time, date)
            bytes.add(entry.checksum.value, UInt32(truncatingIfNeeded: entry.packed), UInt32(truncatingIfNeeded: entry.length))
            bytes.add(UInt16(entry.name.count), 0, 0, 0, 0)
            bytes.add(Self.mode, UInt32(truncatingIfNeeded: entry.offset))
            bytes.all += entry.name
        }
        let (start, length) = (offset, bytes.all.count)
        bytes.add(UInt32(0x0605_4B50))
        bytes.add(0, 0, UInt16(entries.count), UInt16(entries.count))
        bytes.add(UInt32(length), UInt32(truncatingIfNeeded: start))
        bytes.add(UInt16(0))
        return try counted(bytes.all)
    }

    /// - Throws: `ArchiveTooLarge`.
    private mutating func counted(_ bytes: [UInt8]) throws -> [UInt8] {
        offset += UInt64(bytes.count)
        guard offset <= Self.longest else { throw ArchiveTooLarge() }
        return bytes
    }

    /// MS-DOS date and time: years from 1980, two seconds each (section 4.4.6).
    private static func stamp(_ moment: Moment) -> (date: UInt16, time: UInt16) {
        let text = moment.iso8601
        let numbers = text.prefix(19).split { !$0.isNumber }.compactMap { UInt16($0) }
        guard numbers.count == 6, (1980...2107).contains(numbers[0]) else { return (1 << 5 | 1, 0) }
        return (
            (numbers[0] - 1980) << 9 | numbers[1] << 5 | numbers[2], numbers[3] << 11 | numbers[4] << 5 | numbers[5] / 2
        )
    }

    /// Numbers with the lowest byte first.
    private struct Bytes {
        var all: [UInt8] = []

        mutating func add(_ numbers: UInt16...) {
            for number in numbers { all += [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)] }
        }

        mutating func add(_ numbers: UInt32...) {
            for number in numbers { add(UInt16(truncatingIfNeeded: number), UInt16(truncatingIfNeeded: number >> 16)) }
        }

        /// RFC 1951 section 3.2.4. Each block ends at a whole byte, so the next one's three bits begin one.
        mutating func add(block: ArraySlice<UInt8>, isLast: Bool) {
            all.append(isLast ? 1 : 0)
            add(UInt16(block.count), ~UInt16(block.count))
            all += block
        }
    }
}

/// More than a ZIP archive without ZIP64 can hold.
struct ArchiveTooLarge: Complaint {
    var sentence: String { "There is more than one archive can hold. Ask whoever runs this house for your data." }
}
