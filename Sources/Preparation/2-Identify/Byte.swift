/// The ASCII bytes that names are cut at and numbers are made of.
enum Byte {
    static let space = UInt8(ascii: " ")
    static let dot = UInt8(ascii: ".")
    static let dash = UInt8(ascii: "-")
    static let underscore = UInt8(ascii: "_")
    static let slash = UInt8(ascii: "/")

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 32) >= 97 && (byte | 32) <= 122 }
    /// Whether it belongs to a word; everything beyond ASCII does.
    static func isWord(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) || byte >= 128 }

    static func isOpening(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") }
    static func isClosing(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") }
    static func closing(_ opening: UInt8) -> UInt8 { opening == UInt8(ascii: "(") ? UInt8(ascii: ")") : opening + 2 }

    /// What separates the words of a name.
    static let separates: [Bool] = {
        var table = [Bool](repeating: false, count: 256)
        for byte in " ._-()[]{},;=+~&|\t\n".utf8 { table[Int(byte)] = true }
        return table
    }()

    static func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 32 : byte }
}
