/// How the samples of a track are coded (ISO/IEC 14496-12 8.5.2): one box of `stsd` and what can be read from it.
package struct SampleEntry: Sendable {
    /// The whole box, letter by letter as the file has it.
    package let bytes: [UInt8]
    package let format: FourCC
    /// In pixels; 0 for sound.
    package let width: Int
    package let height: Int
    /// 0 for pictures.
    package let channels: Int
    package let sampleRate: Int
    let path: String
    /// Bytes from the box's start to its first inner box.
    private let innerStart: Int

    init(firstOf stsd: Box, kind: MP4Track.Kind) throws {
        let entries = try stsd.children(from: 8)
        guard let entry = entries.first else { throw MediaFileProblem.damaged(stsd.path, "a track does not say how it is coded") }
        guard entries.count == 1 || kind == .other else {
            throw MediaFileProblem.unsupported(stsd.path, "a track is coded in several ways")
        }
        bytes = Array(entry.bytes[entry.whole])
        format = entry.type
        path = stsd.path
        let header = 8
        guard entry.body.lowerBound - entry.whole.lowerBound == header else {
            throw MediaFileProblem.damaged(stsd.path, "a track does not say how it is coded")
        }
        switch kind {
        case .video:
            var cursor = try entry.cursor(skipping: 24)
            (width, height) = (Int(try cursor.u16()), Int(try cursor.u16()))
            (channels, sampleRate) = (0, 0)
            try cursor.skip(50)
            innerStart = header + 78
        case .audio:
            var cursor = try entry.cursor(skipping: 8)
            guard try cursor.u16() == 0 else {
                throw MediaFileProblem.unsupported(stsd.path, "its sound is described as in QuickTime files")
            }
            try cursor.skip(6)
            channels = Int(try cursor.u16())
            try cursor.skip(6)
            sampleRate = Int(try cursor.u32() >> 16)
            (width, height) = (0, 0)
            innerStart = header + 20 + 8
        case .other:
            (width, height, channels, sampleRate) = (0, 0, 0, 0)
            innerStart = bytes.count
        }
    }

    /// The boxes inside.
    var inner: [Box] {
        get throws {
            let start = innerStart
            guard start <= bytes.count else { throw MediaFileProblem.damaged(path, "a track does not say how it is coded") }
            return try Box(type: format, bytes: bytes, whole: 0..<bytes.count, body: start..<bytes.count, path: path).children()
        }
    }

    func inner(_ type: FourCC) throws -> Box {
        guard let box = try inner.first(where: { $0.type == type }) else {
            throw MediaFileProblem.damaged(path, "the box \(type) is missing")
        }
        return box
    }

    /// The entry as a package keeps it: without `btrt`, whose rates are those of one chunk, and with an ES_ID of 0, as
    /// ISO/IEC 14496-14 3.1.2 wants it in files. Two chunks belong together when these bytes are the same.
    package func cleaned() throws -> [UInt8] {
        var result = Array(bytes[..<innerStart])
        for box in try inner where box.type != "btrt" {
            var part = Array(bytes[box.whole])
            if box.type == "esds", let place = try ElementaryStream.identifierPlace(in: box) {
                part.replaceSubrange(place - box.whole.lowerBound..<place - box.whole.lowerBound + 2, with: [0, 0])
            }
            result += part
        }
        result.replaceSubrange(0..<4, with: FourCC(UInt32(result.count)).bytes)
        return result
    }
}
