import KinoraDocuments
import KinoraKernel

/// The elements of an array in JSON, each as its own text: a document may be as deep as a text is read, and so cannot be read inside of one.
enum JSONElements {
    /// - Throws: `JSONProblem` when the text is no array. What stands between the commas is not judged.
    static func of(_ bytes: [UInt8]) throws(JSONProblem) -> [ArraySlice<UInt8>] {
        var elements: [ArraySlice<UInt8>] = []
        var depth = 0
        var isInText = false
        var isEscaped = false
        var start: Int?
        for (position, byte) in bytes.enumerated() {
            if isInText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                guard depth > 0 || (byte == UInt8(ascii: "[") && start == nil) else { throw problem(position) }
                depth += 1
                if depth == 1 { start = position + 1 }
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                guard depth >= 0, let begin = start else { throw problem(position) }
                if depth == 0 {
                    guard byte == UInt8(ascii: "]") else { throw problem(position) }
                    let last = bytes[begin..<position]
                    if !elements.isEmpty || !last.allSatisfy(isSpace) { elements.append(last) }
                }
            case UInt8(ascii: ",") where depth == 1:
                elements.append(bytes[(start ?? position)..<position])
                start = position + 1
            case UInt8(ascii: "\"") where depth > 0: isInText = true
            default: guard depth > 0 || isSpace(byte) else { throw problem(position) }
            }
        }
        guard depth == 0, start != nil else { throw problem(bytes.count) }
        return elements
    }

    private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x0A, 0x0D, 0x09].contains(byte) }

    private static func problem(_ position: Int) -> JSONProblem { JSONProblem(position: position, reason: "an array is expected") }
}
