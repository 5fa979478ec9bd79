/// What can be seen of an encoded picture without decoding it: that it consists of whole units of known kinds, and that decoding can begin
/// with it if the file says so.
enum PictureForm {
    /// Bytes that tell the length of a NAL unit.
    case h264(lengthSize: Int)
    case av1

    /// Nil for other codings.
    init?(of entry: SampleEntry) throws {
        switch entry.format {
        case "avc1":
            var cursor = try entry.inner("avcC").cursor(skipping: 4)
            self = .h264(lengthSize: Int(try cursor.u8() & 3) + 1)
        case "av01": self = .av1
        default: return nil
        }
    }

    func isWhole(_ bytes: [UInt8], isSync: Bool) -> Bool {
        switch self {
        case .h264(let lengthSize): Self.isWholeH264(bytes, isSync, lengthSize)
        case .av1: Self.isWholeAV1(bytes, isSync)
        }
    }

    /// ISO/IEC 14496-15 5.3.4.2 and H.264 7.3.1: lengths lead exactly to the end; slices are IDR slices (5) in pictures that decoding can
    /// begin with, others (1) elsewhere; beside them only parameter sets, delimiters, messages and filler.
    private static func isWholeH264(_ bytes: [UInt8], _ isSync: Bool, _ lengthSize: Int) -> Bool {
        var place = 0
        var slices = 0
        while place < bytes.count {
            guard bytes.count - place > lengthSize else { return false }
            let length = bytes[place..<place + lengthSize].reduce(0) { $0 << 8 | Int($1) }
            place += lengthSize
            guard length > 0, length <= bytes.count - place, bytes[place] & 0x80 == 0 else { return false }
            switch bytes[place] & 31 {
            case 1 where !isSync, 5 where isSync: slices += 1
            case 6...9, 12: break
            default: return false
            }
            place += length
        }
        return slices > 0
    }

    /// AV1 5.3: OBUs lead exactly to the end; one of them holds a frame; where decoding can begin, a sequence header (1) comes first.
    private static func isWholeAV1(_ bytes: [UInt8], _ isSync: Bool) -> Bool {
        var place = 0
        var kinds: [UInt8] = []
        while place < bytes.count {
            let header = bytes[place]
            guard header & 0x80 == 0 else { return false }
            place += header & 0x4 != 0 ? 2 : 1
            // Only the last may leave its length out.
            guard let length = header & 0x2 != 0 ? leb128(bytes, &place) : bytes.count - place, length <= bytes.count - place else {
                return false
            }
            kinds.append(header >> 3 & 15)
            place += length
        }
        let hasPicture = kinds.contains { [3, 6].contains($0) }
        return hasPicture && kinds.allSatisfy { (1...7).contains($0) || $0 == 15 } && (!isSync || kinds.first == 1)
    }

    /// AV1 4.10.5.
    private static func leb128(_ bytes: [UInt8], _ place: inout Int) -> Int? {
        var value = 0
        for index in 0..<8 {
            guard place < bytes.count else { return nil }
            let byte = bytes[place]
            place += 1
            value |= Int(byte & 0x7F) << (7 * index)
            if byte & 0x80 == 0 { return value }
        }
        return nil
    }
}
