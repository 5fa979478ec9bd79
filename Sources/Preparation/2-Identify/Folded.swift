/// Names as they are compared: letters and digits alone, in lower case.
enum Folded {
    static func text(_ text: String) -> String {
        var isPlain = true
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if byte >= 128 { isPlain = false }
            if Byte.isWord(byte) { bytes.append(Byte.lower(byte)) }
        }
        let folded = String(decoding: bytes, as: UTF8.self)
        return isPlain ? folded : folded.lowercased()
    }
}
