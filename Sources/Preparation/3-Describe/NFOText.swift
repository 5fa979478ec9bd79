import Foundation

/// Makes the text of an NFO file fit for a strict XML parser.
///
/// Decoded by its byte order mark, as UTF-16 where every other byte is zero, as UTF-8, as the declaration says, else as Windows-1252.
/// Declarations are cut out, HTML's names of characters read, lone ampersands escaped, control characters dropped, and everything is put
/// below one root, because files hold several.
enum NFOText {
    /// Bytes.
    static let longest = 1 << 20

    /// - Throws: `NFOTrouble`.
    static func decoded(_ data: Data) throws -> String {
        guard data.count <= longest else { throw NFOTrouble.tooLarge }
        let bytes = [UInt8](data)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return String(decoding: bytes.dropFirst(3), as: UTF8.self) }
        if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), isBig: false) }
        if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), isBig: true) }
        if bytes.count >= 4, bytes[1] == 0, bytes[3] == 0 { return utf16(bytes[...], isBig: false) }
        if bytes.count >= 4, bytes[0] == 0, bytes[2] == 0 { return utf16(bytes[...], isBig: true) }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return declared(data) ?? windows(bytes)
    }

    /// As the file says of itself; nil where it says nothing that is known, or something that cannot be.
    private static func declared(_ data: Data) -> String? {
        let head = String(decoding: data.prefix(200), as: UTF8.self).lowercased()
        guard let place = head.firstRange(of: "encoding=") else { return nil }
        let name = head[place.upperBound...].dropFirst().prefix { $0 != "\"" && $0 != "'" }
        return encodings[String(name)].flatMap { String(data: data, encoding: $0) }
    }

    private static let encodings: [String: String.Encoding] = [
        "windows-1250": .windowsCP1250, "windows-1251": .windowsCP1251, "windows-1253": .windowsCP1253, "windows-1254": .windowsCP1254,
        "iso-8859-2": .isoLatin2, "shift_jis": .shiftJIS, "euc-jp": .japaneseEUC,
    ]

    /// Windows-1252, which is Latin-1 with quotation marks and dashes where that has control characters.
    private static func windows(_ bytes: [UInt8]) -> String {
        String(
            String.UnicodeScalarView(
                bytes.map { byte in
                    guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
                    return Unicode.Scalar(upper[Int(byte) - 0x80]) ?? "\u{FFFD}"
                }))
    }

    private static let upper: [UInt32] = [
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
        0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
    ]

    private static func utf16(_ bytes: ArraySlice<UInt8>, isBig: Bool) -> String {
        var units: [UInt16] = []
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            units.append(isBig ? first << 8 | second : second << 8 | first)
            index += 2
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// One well-formed document, as far as the text allows.
    /// - Throws: `NFOTrouble.hasDocumentType`.
    static func document(_ text: String) throws -> Data {
        let upper = text.uppercased()
        guard !upper.contains("<!DOCTYPE"), !upper.contains("<!ENTITY") else { throw NFOTrouble.hasDocumentType }
        let bytes = Array(text.utf8)
        var output = Array("<nfo>".utf8)
        output.reserveCapacity(bytes.count + 64)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "<"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "?") {
                index = end(of: bytes, from: index)
            } else if bytes[index...].starts(with: cdata) {
                // What stands here is taken literally, up to its own end.
                let end = cdataEnd(of: bytes, from: index)
                output += bytes[index..<end].filter(isAllowed)
                index = end
            } else if byte == UInt8(ascii: "&"), let (character, end) = entity(bytes, at: index) {
                output += Array(String(character).utf8)
                index = end
            } else if byte == UInt8(ascii: "&"), !isReference(bytes, at: index) {
                output += Array("&amp;".utf8)
                index += 1
            } else {
                if isAllowed(byte) { output.append(byte) }
                index += 1
            }
        }
        return Data(output + Array("</nfo>".utf8))
    }

    private static let cdata = Array("<![CDATA[".utf8)

    private static func cdataEnd(of bytes: [UInt8], from start: Int) -> Int {
        var index = start
        while index + 2 < bytes.count, !bytes[index...].starts(with: "]]>".utf8) { index += 1 }
        return min(index + 3, bytes.count)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool { byte >= 32 || byte == 9 || byte == 10 || byte == 13 }

    /// Behind a processing instruction.
    private static func end(of bytes: [UInt8], from start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] != UInt8(ascii: ">") { index += 1 }
        return min(index + 1, bytes.count)
    }

    /// A character that HTML names, and where the text goes on.
    private static func entity(_ bytes: [UInt8], at index: Int) -> (Character, end: Int)? {
        guard let close = bytes[index...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else { return nil }
        return HTMLEntities.character(String(decoding: bytes[(index + 1)..<close], as: UTF8.self)).map { ($0, close + 1) }
    }

    /// Whether one of XML's five entities or a number of a character begins here.
    private static func isReference(_ bytes: [UInt8], at index: Int) -> Bool {
        guard let close = bytes[index...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else { return false }
        let name = String(decoding: bytes[(index + 1)..<close], as: UTF8.self)
        if ["amp", "lt", "gt", "quot", "apos"].contains(name) { return true }
        guard name.hasPrefix("#") else { return false }
        let number = name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst())
        guard let number, Unicode.Scalar(number) != nil else { return false }
        return number >= 32 && number != 0xFFFE && number != 0xFFFF || [9, 10, 13].contains(number)
    }
}
