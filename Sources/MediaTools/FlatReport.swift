import KinoraPreparation

/// Gathers tags and covers from what `ffprobe -of flat` prints: `format.tags.title="Harbour Lights"`,
/// `streams.stream.2.disposition.attached_pic=1`. Line breaks, quotation marks and backslashes in values are written with a backslash.
struct FlatReport {
    private var values: [String: String] = [:]
    private var streams: [Int: Stream] = [:]

    private struct Stream {
        var index: Int?
        var isCover = false
        var file = ""
    }

    /// More tags and streams than these are not looked at.
    private static let most = 500

    mutating func read(_ line: ArraySlice<UInt8>) {
        guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { return }
        let name = String(decoding: line[..<equals], as: UTF8.self)
        let value = Self.unescaped(line[line.index(after: equals)...])
        if name.hasPrefix("format.tags.") {
            if values.count < Self.most { values[String(name.dropFirst(12))] = value }
            return
        }
        let parts = name.split(separator: ".")
        guard parts.count >= 4, parts[0] == "streams", let number = Int(parts[2]), number < Self.most else { return }
        switch parts[3...].joined(separator: ".") {
        case "index": streams[number, default: Stream()].index = Int(value)
        case "disposition.attached_pic": streams[number, default: Stream()].isCover = value == "1"
        case "tags.filename": streams[number, default: Stream()].file = value.lowercased()
        default: break
        }
    }

    var tags: EmbeddedTags {
        let covers = streams.values.filter(\.isCover).compactMap { stream in stream.index.map { (Self.rank(stream.file), $0) } }
        return EmbeddedTags(tags: values, covers: covers.sorted { $0 < $1 }.map(\.1))
    }

    /// An upright picture called `cover` is better than a small or a wide one (Matroska's rules for attached pictures).
    private static func rank(_ file: String) -> Int {
        if file.hasPrefix("cover.") { return 0 }
        if file.contains("small") || file.contains("land") { return 3 }
        return file.hasPrefix("cover") || file.hasPrefix("poster") ? 1 : 2
    }

    private static func unescaped(_ text: ArraySlice<UInt8>) -> String {
        guard text.first == UInt8(ascii: "\"") else { return String(decoding: text, as: UTF8.self) }
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in text.dropFirst() {
            if isEscaped {
                isEscaped = false
                switch byte {
                case UInt8(ascii: "n"): bytes.append(10)
                case UInt8(ascii: "r"): bytes.append(13)
                default: bytes.append(byte)
                }
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                break
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
