import Foundation

/// Writing to the two standard streams.
enum Output {
    /// Prints a value as JSON, alone on standard output.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        line(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    static func line(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    /// News for a person beside the result: on standard error, so that standard output stays machine-readable.
    static func note(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// A piece of a line on standard error.
    static func piece(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
