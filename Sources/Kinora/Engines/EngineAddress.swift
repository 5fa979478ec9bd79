import Foundation
import KinoraKernel

/// An engine as a command line names it: `sqlite:PATH` or a plain path, `mongodb://…`, `http://…` or `https://…`, or `@FILE` with one of
/// these in the file's first line, so that a password stands in no list of processes.
struct EngineAddress: Sendable {
    let text: String
    /// What the address was given for, such as `--from`.
    let flag: String

    /// - Parameter token: for a Video API.
    func engine(token: () throws -> Secret?) throws -> EngineChoice {
        guard text.hasPrefix("@") else { return try Self.engine(text, flag, token) }
        return try Self.engine(Secret.inFile(String(text.dropFirst()), for: flag).text, flag, token)
    }

    private static func engine(_ address: String, _ flag: String, _ token: () throws -> Secret?) throws -> EngineChoice {
        if address.hasPrefix("mongodb://") || address.hasPrefix("mongodb+srv://") { return try checkedMongoDB(Secret(address), flag) }
        if address.hasPrefix("http://") || address.hasPrefix("https://") {
            return .remote(url: try checkedURL(address, flag), token: try token())
        }
        if address.contains("://") {
            throw SettingsFailure(
                sentence: "\(flag) names no engine that Kinora knows: sqlite:PATH, mongodb://…, http://… or https://… can be used.")
        }
        return .sqlite(path: database(at: address.hasPrefix("sqlite:") ? String(address.dropFirst("sqlite:".count)) : address))
    }

    /// The database in a data folder, or the file itself. What is not there yet is a folder, unless its name has an ending.
    private static func database(at path: String) -> String {
        let path = SettingsReader.absolute(path)
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            return isFolder.boolValue ? House.databasePath(in: path) : URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        }
        return (path as NSString).pathExtension.isEmpty ? House.databasePath(in: path) : path
    }

    /// - Throws: `SettingsFailure`, without the address: it may hold a password.
    static func checkedMongoDB(_ address: Secret, _ key: String) throws -> EngineChoice {
        let isKnown = address.text.hasPrefix("mongodb://") || address.text.hasPrefix("mongodb+srv://")
        guard isKnown, !address.text.contains(where: \.isWhitespace), address.text.utf8.count <= 4096 else {
            throw SettingsFailure(sentence: "The setting \(key) is no address of MongoDB; it must be like mongodb://host:27017/kinora.")
        }
        return .mongodb(address)
    }

    static func checkedURL(_ text: String, _ key: String) throws -> String {
        guard let parts = URLComponents(string: text), ["http", "https"].contains(parts.scheme), parts.host?.isEmpty == false,
            parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil, text.utf8.count <= 2048
        else {
            throw SettingsFailure(
                sentence: "The setting \(key) is no address of a Video API; it must be like https://host/api, with nothing behind it and "
                    + "no password in it (the token has a setting of its own).")
        }
        return text
    }
}
