import Foundation
import HTTPTypes
import Hummingbird
import KinoraGate
import KinoraKernel
import NIOCore

/// Style sheets, modules and icons, read once at start and kept in memory.
///
/// Their address carries a digest of all of them (`/assets/<digest>/site.css`), so that browsers keep them for good and still get new
/// ones at once, and modules can import each other by relative paths.
struct Assets: Sendable {
    private let files: [String: (bytes: ByteBuffer, type: String)]
    private let version: String

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml", "png": "image/png",
    ]

    init(_ folder: SiteFolder) throws {
        let found = try SiteFolder.files(below: folder.assets, withExtensions: Set(Self.types.keys))
        var all = Data()
        var files: [String: (bytes: ByteBuffer, type: String)] = [:]
        for (path, data) in found.sorted(by: { $0.key < $1.key }) {
            all.append(Data("\(path) \(data.count)\n".utf8) + data)
            files[path] = (ByteBuffer(bytes: data), Self.types[URL(filePath: path).pathExtension] ?? "application/octet-stream")
        }
        self.files = files
        version = String(Digest(of: all).hex.prefix(16))
    }

    /// The folder of the present assets, without a slash at its end.
    var address: String { "/assets/\(version)" }

    /// Bytes of a file, for tests that weigh pages.
    func size(of path: String) -> Int? { files[path]?.bytes.readableBytes }

    /// Answers for `/assets/<version>/<path>`. Another version's address gets the present file, but may not keep it.
    func answer(_ path: String, version asked: String, to request: Request) throws -> Response {
        guard let file = files[path] else { throw Refusal.notFound }
        let tag = "\"\(version)\""
        var fields: HTTPFields = [.eTag: tag, .contentType: file.type]
        fields[.cacheControl] = asked == version ? "public, max-age=31536000, immutable" : "no-cache"
        if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: fields) }
        return Response(status: .ok, headers: fields, body: ResponseBody(byteBuffer: file.bytes))
    }
}
