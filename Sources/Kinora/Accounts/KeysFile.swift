import Foundation
import KinoraKernel

/// The file of the house's own secrets: a key of 64 hexadecimal digits on each line, the newest first. Lines that begin with `#` are words.
enum KeysFile {
    private static let longest = 16_384

    /// Reads the keys; makes the file where it is the house's own and is missing.
    /// - Parameters:
    ///   - path: a file of the owner's, or nil for the house's own.
    ///   - own: where the house's own file is.
    /// - Throws: `SettingsFailure`, naming the file and nothing of what is in it.
    static func keys(at path: String?, unless own: String) throws -> HouseKeys {
        let file = path ?? own
        if path == nil, !FileManager.default.fileExists(atPath: file) { try make(file) }
        guard let handle = FileHandle(forReadingAtPath: file), let bytes = try? handle.read(upToCount: longest + 1) else {
            throw SettingsFailure(sentence: "The keys in \(file.onOneLine(atMost: 200)) cannot be read.")
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
        let masters = lines.compactMap(bytes(ofHex:))
        guard bytes.count <= longest, masters.count == lines.count, let keys = HouseKeys(masters) else {
            throw SettingsFailure(
                sentence: "\(file.onOneLine(atMost: 200)) must hold one key of 64 hexadecimal digits on each line, the newest first.")
        }
        return keys
    }

    /// Of two processes that make it at once, one does; it is there as a whole, or not at all, and only its owner may read it.
    private static func make(_ file: String) throws {
        let key = HouseKeys.make().map { byte in
            let hex = String(byte, radix: 16)
            return byte < 16 ? "0" + hex : hex
        }.joined()
        let text = "# The secrets of this house, the newest first. Keep them like a password, and keep a copy.\n\(key)\n"
        let draft = "\(file).\(ProcessInfo.processInfo.processIdentifier).new"
        let isWritten = FileManager.default.createFile(atPath: draft, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        defer { unlink(draft) }
        guard isWritten else {
            throw SettingsFailure(sentence: "The keys of this house cannot be written to \(file.onOneLine(atMost: 200)).")
        }
        // A hard link fails where the file is there already, which is as good.
        guard link(draft, file) == 0 || FileManager.default.fileExists(atPath: file) else {
            throw SettingsFailure(sentence: "The keys of this house cannot be written to \(file.onOneLine(atMost: 200)).")
        }
    }

    private static func bytes(ofHex text: String) -> [UInt8]? {
        guard text.utf8.count == 2 * HouseKeys.bytesOfAKey, text.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else {
            return nil
        }
        let digits = Array(text)
        return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
    }
}
