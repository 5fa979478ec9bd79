import Foundation
import KinoraKernel

/// Finds out how the bytes of a subtitle file stand for characters.
///
/// 1. A byte order mark decides. 2. Without one, zeros at every second place mean UTF-16. 3. What is valid UTF-8 is UTF-8.
/// 4. Otherwise it is an old code page: the language decides where it is known, else the bytes: letters beyond ASCII that stand mostly
/// beside each other are Cyrillic; those that only Central European languages use decide between the two Latin pages.
enum SubtitleEncoding {
    static func text(of bytes: [UInt8], language: LanguageTag) throws -> String {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return String(decoding: bytes.dropFirst(3), as: UTF8.self) }
        if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), highFirst: false) }
        if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), highFirst: true) }
        if let highFirst = looksLikeUTF16(bytes) { return utf16(bytes[...], highFirst: highFirst) }
        guard !bytes.prefix(4096).contains(0) else { throw SubtitleProblem.notText }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        let controls = bytes.prefix(4096).count { $0 < 0x20 && ![0x09, 0x0A, 0x0C, 0x0D, 0x1A].contains($0) }
        guard controls * 50 <= min(bytes.count, 4096) else { throw SubtitleProblem.notText }
        return codePage(of: bytes, language: language).decode(bytes)
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, highFirst: Bool) -> String {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            units.append(highFirst ? first << 8 | second : second << 8 | first)
            index += 2
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// Times and numbers are ASCII, so in UTF-16 every second byte of many pairs is zero.
    private static func looksLikeUTF16(_ bytes: [UInt8]) -> Bool? {
        let sample = bytes.prefix(512)
        guard sample.count >= 8 else { return nil }
        let evenZeros = stride(from: 0, to: sample.count, by: 2).count { sample[$0] == 0 }
        let oddZeros = stride(from: 1, to: sample.count, by: 2).count { sample[$0] == 0 }
        if oddZeros * 3 > sample.count / 2, evenZeros == 0 { return false }
        if evenZeros * 3 > sample.count / 2, oddZeros == 0 { return true }
        return nil
    }

    private static let cyrillic: Set<String> = ["ru", "uk", "be", "bg", "mk", "sr", "mn"]
    private static let central: Set<String> = ["cs", "sk", "pl", "hu", "hr", "sl", "bs", "ro", "sq"]

    private static func codePage(of bytes: [UInt8], language: LanguageTag) -> CodePage {
        let evidence = Evidence(bytes)
        let tag = String(language.tag.prefix { $0 != "-" })
        if cyrillic.contains(tag), evidence.isMostlyNeighbours { return .windows1251 }
        if central.contains(tag) { return .windows1250 }
        if language.isKnown, !cyrillic.contains(tag) { return .windows1252 }
        if evidence.isMostlyNeighbours { return .windows1251 }
        return evidence.central > evidence.western ? .windows1250 : .windows1252
    }

    private struct Evidence {
        private var high = 0
        private var neighbours = 0
        private(set) var central = 0
        private(set) var western = 0

        init(_ bytes: [UInt8]) {
            var before: UInt8 = 0
            for (index, byte) in bytes.enumerated() where byte >= 0x80 || before >= 0x80 {
                if byte >= 0xC0 || byte == 0xA8 || byte == 0xB8 {
                    high += 1
                    if before >= 0xC0 { neighbours += 1 }
                }
                let after = index + 1 < bytes.count ? bytes[index + 1] : 0
                if Self.isLetter(before) || Self.isLetter(after) { weigh(byte, after) }
                before = byte
            }
        }

        /// In Cyrillic nearly every letter has a neighbour that is beyond ASCII as well; in Latin languages hardly any.
        var isMostlyNeighbours: Bool { high > 0 && neighbours * 2 > high }

        /// Polish, Czech, Slovak, Hungarian, Croatian and Romanian letters that are signs or rare letters in the Western page; and the
        /// most frequent letters of the West that Central Europe does not have.
        private mutating func weigh(_ byte: UInt8, _ after: UInt8) {
            switch byte {
            case 0x9C where after == UInt8(ascii: "u"): western += 3  // “cœur”
            case 0x9C, 0x9F, 0x8C, 0x8F, 0xB3, 0xA3, 0xB9, 0xBF, 0xAF, 0xBE, 0xBC, 0xBA, 0xAA: central += 3
            case 0x9A, 0x9E, 0x8A, 0x8E, 0xEC, 0xF8, 0xF2, 0xEF, 0xF5, 0xFB, 0xE3, 0xFE, 0xF0: central += 1
            case 0xE0, 0xE8, 0xEA, 0xF1, 0xE5, 0xE6: western += 1
            default: break
            }
        }

        private static func isLetter(_ byte: UInt8) -> Bool {
            (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        }
    }
}
