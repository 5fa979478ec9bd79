import Foundation

/// Makes the text of an NFO file fit for a strict XML parser.
///
/// Decoded by its byte order mark, as UTF-16 where every other byte is zero, as UTF-8, else as Latin-1. Declarations are cut out, lone
/// ampersands escaped, control characters dropped, and everything is put below one root, because files hold several.
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
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }

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
