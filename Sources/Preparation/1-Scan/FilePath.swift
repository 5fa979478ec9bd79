/// A path as the file system has it: bytes, which need not be UTF-8.
///
/// Its text form is reversible: bytes that are no UTF-8 are written as `\xHH` and a backslash as `\\`; every other path reads as it is.
/// Paths are compared byte by byte, so that two spellings of the same accented letter stay two files.
package struct FilePath: Hashable, Sendable {
    package let bytes: [UInt8]

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// From the text form. A backslash that begins no escape stands for itself.
    package init(text: String) {
        var bytes: [UInt8] = []
        let input = Array(text.utf8)
        bytes.reserveCapacity(input.count)
        var index = 0
        while index < input.count {
            guard input[index] == Self.backslash, index + 1 < input.count else {
                bytes.append(input[index])
                index += 1
                continue
            }
            if input[index + 1] == Self.backslash {
                bytes.append(Self.backslash)
                index += 2
            } else if input[index + 1] == UInt8(ascii: "x"), index + 3 < input.count, let high = Self.value(input[index + 2]),
                let low = Self.value(input[index + 3])
            {
                bytes.append(high << 4 | low)
                index += 4
            } else {
                bytes.append(input[index])
                index += 1
            }
        }
        self.bytes = bytes
    }

    /// The text form.
    package var text: String {
        if !bytes.contains(Self.backslash), let plain = String(validating: bytes, as: UTF8.self) { return plain }
        var output: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let length = Self.lengthOfScalar(at: index, in: bytes)
            if length == 0 {
                output += Array("\\x".utf8) + [Self.digit(bytes[index] >> 4), Self.digit(bytes[index] & 15)]
                index += 1
            } else if bytes[index] == Self.backslash {
                output += [Self.backslash, Self.backslash]
                index += 1
            } else {
                output += bytes[index..<(index + length)]
                index += length
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The path of something inside this folder. Inside an empty path, the name itself.
    package func appending(_ name: [UInt8]) -> FilePath {
        if bytes.isEmpty { return FilePath(bytes: name) }
        return FilePath(bytes: bytes.last == Byte.slash ? bytes + name : bytes + [Byte.slash] + name)
    }

    package func appending(_ path: FilePath) -> FilePath { appending(path.bytes) }

    package var name: [UInt8] {
        guard let slash = bytes.lastIndex(of: Byte.slash) else { return bytes }
        return Array(bytes[(slash + 1)...])
    }

    /// The folder that holds it; empty at the top.
    package var folder: FilePath {
        guard let slash = bytes.lastIndex(of: Byte.slash) else { return FilePath(bytes: []) }
        return FilePath(bytes: Array(bytes[..<slash]))
    }

    /// Whether it stays inside the folder it is relative to: no empty parts, no `.` or `..`, no NUL.
    package var staysInside: Bool {
        !bytes.isEmpty && !bytes.contains(0)
            && bytes.split(separator: Byte.slash, omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
            }
    }

    /// Calls with the path as the system's functions want it.
    package func withCString<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
        try (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
            // The buffer always holds the closing zero, so it has an address.
            try body(buffer.baseAddress.unsafelyUnwrapped)
        }
    }

    private static let backslash = UInt8(ascii: "\\")

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? value + 48 : value + 87 }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 97...102: digit - 87
        case 65...70: digit - 55
        default: nil
        }
    }

    /// How many bytes the scalar at a place takes; 0 where no UTF-8 begins (The Unicode Standard, table 3-7).
    private static func lengthOfScalar(at index: Int, in bytes: [UInt8]) -> Int {
        let lead = bytes[index]
        let length: Int
        switch lead {
        case 0..<0x80: return 1
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF: length = 3
        case 0xF0...0xF4: length = 4
        default: return 0
        }
        guard index + length <= bytes.count else { return 0 }
        return String(validating: bytes[index..<(index + length)], as: UTF8.self) == nil ? 0 : length
    }
}
