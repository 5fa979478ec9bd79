import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraMongoDocuments
import KinoraRemoteDocuments
import KinoraSQLiteDocuments
import Logging

/// Where the documents are kept: which of the three engines, and its address.
enum EngineChoice: Hashable, Sendable {
    /// - Parameter path: absolute.
    case sqlite(path: String)
    /// A connection string as MongoDB's manual describes it; it may hold a password.
    case mongodb(Secret)
    /// A Video API: Kinora's own, or a RESTHeart in front of MongoDB.
    case remote(url: String, token: Secret?)

    /// What can be shown and kept: the address without user, password and options.
    var name: String {
        switch self {
        case .sqlite(let path): "sqlite:\(path)"
        case .mongodb(let address): Self.bare(address.text)
        case .remote(let url, _): Self.bare(url)
        }
    }

    var isRemote: Bool { if case .remote = self { true } else { false } }

    /// Opens the store; a database that is not there yet is made.
    /// - Throws: `StoreError`, or `SettingsFailure` where this build lacks the engine.
    func open(time: any TimeSource, logger: Logger) async throws -> any DocumentStore {
        switch self {
        case .sqlite(let path):
            try Self.makeFolder(of: path)
            return try await SQLiteStore(path: path, time: time)
        case .mongodb(let address):
            #if MongoDB
                return try await MongoStore(uri: address.text, time: time, logger: logger)
            #else
                throw SettingsFailure.noMongoDB
            #endif
        case .remote(let url, let token):
            guard let token else { throw SettingsFailure.noToken }
            return try RemoteStore(url: url, token: token.text, time: time, logger: logger)
        }
    }

    private static func makeFolder(of path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw StoreError.cannotWrite(path: folder, reason: "the folder cannot be made")
        }
    }

    private static func bare(_ address: String) -> String {
        guard let scheme = address.range(of: "://") else { return "(an address)" }
        let rest = address[scheme.upperBound...].prefix { $0 != "?" && $0 != "#" }
        // An `@` in a password has to be escaped; were it not, the last one would end it.
        let place = rest.lastIndex(of: "@").map { rest[rest.index(after: $0)...] } ?? rest
        return address[..<scheme.upperBound] + String(place).onOneLine(atMost: 200)
    }
}

extension SettingsFailure {
    static let noMongoDB = SettingsFailure(
        sentence: "This kinora was built without MongoDB. Build it with: swift build -c release --traits MongoDB (needs libmongoc-dev).")

    static let noToken = SettingsFailure(
        sentence:
            "A Video API needs a token. Make one where the documents are with: kinora tokens create NAME --scope documents, and give it "
            + "as KINORA_VIDEO_API_TOKEN or as a file with the setting video-api-token-file.")
}
