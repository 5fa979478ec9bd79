extension SampleEntry {
    /// The coding as RFC 6381 and its registrations write it: `avc1.64001f`, `mp4a.40.2`. Throws for what Kinora does not package.
    package func codec() throws -> String {
        switch format {
        case "avc1", "avc3": try avc()
        case "hvc1", "hev1": try hevc()
        case "av01": try av1()
        case "mp4a": try mpeg4Audio()
        case "Opus": "opus"
        case "fLaC": "flac"
        case "ac-3", "ec-3": "\(format)"
        default: throw MediaFileProblem.unsupported(path, "the coding \(format) is not known here")
        }
    }

    /// Channels of the sound; AAC's own description counts more than the entry's, where old writers always put two.
    package func trueChannels() throws -> Int {
        guard format == "mp4a" else { return channels }
        return try ElementaryStream(inner("esds")).channels ?? channels
    }

    /// ISO/IEC 14496-15 5.3.3.1: profile, constraints and level stand behind the version.
    private func avc() throws -> String {
        var cursor = try inner("avcC").cursor(skipping: 1)
        return "\(format)." + Self.hex(try cursor.u8()) + Self.hex(try cursor.u8()) + Self.hex(try cursor.u8())
    }

    /// ISO/IEC 14496-15 annex E.3.
    private func hevc() throws -> String {
        var cursor = try inner("hvcC").cursor(skipping: 1)
        let first = try cursor.u8()
        let space = ["", "A", "B", "C"][Int(first >> 6)]
        var compatibility: UInt32 = 0
        let flags = try cursor.u32()
        for bit in 0..<32 where flags >> UInt32(bit) & 1 == 1 { compatibility |= 1 << UInt32(31 - bit) }
        var constraints: [UInt8] = []
        for _ in 0..<6 { constraints.append(try cursor.u8()) }
        let level = try cursor.u8()
        while constraints.last == 0 { constraints.removeLast() }
        let parts =
            ["\(format)", "\(space)\(first & 31)", String(compatibility, radix: 16), "\(first & 32 == 0 ? "L" : "H")\(level)"]
            + constraints.map { String($0, radix: 16) }
        return parts.joined(separator: ".")
    }

    /// AV1 in ISOBMFF, section 5: profile, level and tier, depth.
    private func av1() throws -> String {
        var cursor = try inner("av1C").cursor(skipping: 1)
        let second = try cursor.u8()
        let third = try cursor.u8()
        let level = String(second & 31)
        let depth = third & 0x40 == 0 ? "08" : (third & 0x20 == 0 ? "10" : "12")
        return "av01.\(second >> 5).\(level.utf8.count < 2 ? "0" : "")\(level)\(third & 0x80 == 0 ? "M" : "H").\(depth)"
    }

    private func mpeg4Audio() throws -> String {
        let stream = try ElementaryStream(inner("esds"))
        let object = String(stream.objectType, radix: 16)
        return stream.audioObjectType.map { "mp4a.\(object).\($0)" } ?? "mp4a.\(object)"
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
