import HTTPTypes
import Hummingbird
import KinoraGate
import KinoraKernel
import KinoraMedia

/// Serves packages and artwork: immutable files with tags, conditions and ranges, each of them only after permission was asked.
package struct Delivery: Sendable {
    private let shelf: PackageShelf
    private let artwork: ArtworkFolder
    private let permission: any WatchPermission
    private let witness: (any ServingWitness)?

    /// - Parameter witness: hears of what is served.
    package init(
        shelf: PackageShelf, artwork: ArtworkFolder, permission: any WatchPermission, witness: (any ServingWitness)? = nil
    ) {
        self.witness = witness
        self.shelf = shelf
        self.artwork = artwork
        self.permission = permission
    }

    package var routes: [Route] {
        [
            Route(.get, SharedAddresses.media + "/{package}/**", for: .viewer, packageFile),
            Route(.get, SharedAddresses.artwork + "/{file}", for: .viewer, picture),
        ]
    }

    private func packageFile(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let id = PackageID(try visitor.parameters.require("package"))
        let prefix = "\(SharedAddresses.media)/\(id.rawValue)/"
        guard request.uri.path.hasPrefix(prefix), let path = PlainPath(request.uri.path.dropFirst(prefix.count)) else {
            throw Refusal.notFound
        }
        guard try await permission.mayWatch(id, visitor) else {
            throw Refusal.notPermitted
        }
        guard let file = try await shelf.file(path.text, of: id) else { throw Refusal.notFound }
        witness?.served(id)
        // A package that is removed while it is watched is forgotten: the next question is answered with 404.
        return FileAnswer(file: FileOnDisk(file, path: path, of: id), onLoss: { [shelf] in shelf.forget(id) }).response(to: request)
    }

    private func picture(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let file = try await artwork.file(try visitor.parameters.require("file")) else { throw Refusal.notFound }
        return FileAnswer(file: file).response(to: request)
    }
}

extension FileOnDisk {
    /// A package is named by its content, so its name and the path name the bytes.
    fileprivate init(_ file: PackageFile, path: PlainPath, of id: PackageID) {
        let name = Digest(of: Array("\(id.rawValue)/\(path.text)/\(file.size)".utf8))
        self.init(
            path: file.absolutePath, size: file.size, contentType: file.contentType, etag: "\"\(name.hex.prefix(32))\"",
            isImmutable: file.isImmutable)
    }
}
