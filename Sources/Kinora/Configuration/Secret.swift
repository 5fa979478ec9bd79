import Foundation
import KinoraKernel

/// A password, a token, or an address that may hold one. Printing it shows nothing.
struct Secret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    let text: String

    init(_ text: String) { self.text = text }

    var description: String { "(secret)" }
    var customMirror: Mirror { Mirror(self, children: []) }

    /// Longer files hold something else.
    private static let longest = 16_384

    /// The first line of a file.
    /// - Throws: `SettingsFailure`, naming the setting and the file but nothing of what is in it.
    static func inFile(_ path: String, for key: String) throws -> Secret {
        guard let file = FileHandle(forReadingAtPath: path), let data = try? file.read(upToCount: longest + 1) else {
            throw SettingsFailure(sentence: "The file \(path.onOneLine(atMost: 200)) of the setting \(key) cannot be read.")
        }
        let text = data.count > longest ? nil : String(data: data, encoding: .utf8)
        let line = text?.split(whereSeparator: \.isNewline).first.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
        guard !line.isEmpty else {
            throw SettingsFailure(
                sentence: "The file \(path.onOneLine(atMost: 200)) of the setting \(key) must hold one line of text, and nothing else.")
        }
        return Secret(line)
    }

    /// All of a file, for keys of several lines.
    /// - Throws: `SettingsFailure`, naming the setting and the file but nothing of what is in it.
    static func wholeFile(_ path: String, for key: String) throws -> Secret {
        guard let file = FileHandle(forReadingAtPath: path), let data = try? file.read(upToCount: longest + 1), data.count <= longest,
            let text = String(data: data, encoding: .utf8)
        else {
            throw SettingsFailure(sentence: "The file \(path.onOneLine(atMost: 200)) of the setting \(key) cannot be read.")
        }
        return Secret(text)
    }
}
