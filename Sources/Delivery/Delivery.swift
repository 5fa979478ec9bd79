import HTTPTypes
import Hummingbird
import KinoraCatalogue
import KinoraGate
import KinoraKernel
import KinoraMedia

/// Serves packages and artwork: immutable files with tags, conditions and ranges.
///
/// Every file of a package is for whoever shows a grant for it. One is also on pages, the still: that one, and artwork, whoever is signed in
/// may have who may see the title.
package struct Delivery: Sendable {
    private let shelf: PackageShelf
    private let artwork: ArtworkFolder
    private let grants: GrantSeal
    private let audience: any PictureAudience
    private let witness: (any ServingWitness)?
    private let atHand: FilesAtHand

    /// - Parameters:
    ///   - witness: hears of what is served.
    ///   - filesAtHand: how many files may be held open for those who ask for more of them (`quick`).
    ///   - time: says how long they are.
    package init(
        shelf: PackageShelf, artwork: ArtworkFolder, grants: GrantSeal, audience: any PictureAudience, witness: (any ServingWitness)? = nil,
        filesAtHand: Int = 0, time: any TimeSource = SystemTime()
    ) {
        self.witness = witness
        atHand = FilesAtHand(most: filesAtHand, time: time)
        self.shelf = shelf
        self.artwork = artwork
        self.grants = grants
        self.audience = audience
    }

    package var routes: [Route] {
        [
            Route(.get, SharedAddresses.media + "/{package}/**", for: .grant, packageFile),
            Route(.get, SharedAddresses.artwork + "/{file}", for: .grant, picture),
        ]
    }

    /// Answers at once what was asked for a moment ago.
    package var quick: QuickSegments { QuickSegments(files: atHand, grants: grants, witness: witness) }

    private func packageFile(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let id = PackageID(try visitor.parameters.require("package"))
        guard let path = PlainPath(request, below: StreamSubject.package(id).folder) else { throw Refusal.notFound }
        if !grants.anyOpens(.package(id), among: GrantCookie.grants(in: request.headers)) {
            guard try await isPictureOnAPage(path, of: id, request, visitor) else { throw Refusal.notPermitted }
        }
        return try await file(path, of: id, request)
    }

    /// The answer to a request that has the right to it.
    func file(_ path: PlainPath, of id: PackageID, _ request: Request) async throws -> Response {
        guard let file = try await shelf.file(path.text, of: id) else { throw Refusal.notFound }
        witness?.served(id)
        let onDisk = FileOnDisk(file, path: path, of: id)
        if request.method == .get { await atHand.add(onDisk, path.text, of: id) }
        // A package that is removed while it is watched is forgotten: the next question is answered with 404.
        return FileAnswer(file: onDisk, onLoss: { [shelf] in shelf.forget(id) }).response(to: request)
    }

    private func isPictureOnAPage(_ path: PlainPath, of id: PackageID, _ request: Request, _ visitor: Visitor) async throws -> Bool {
        guard let viewer = try await visitor.seekPrincipal(request), viewer.profile != nil else { return false }
        guard try await shelf.contents(of: id)?.still?.path == path.text else { return false }
        return try await audience.maySee(package: id, viewer)
    }

    private func picture(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let viewer = try await visitor.seekPrincipal(request) else { throw Refusal.signIn }
        guard viewer.profile != nil else { throw Refusal.chooseProfile }
        let name = try visitor.parameters.require("file")
        guard let file = try await artwork.file(name), try await audience.maySee(artwork: name, viewer) else { throw Refusal.notFound }
        return FileAnswer(file: file).response(to: request)
    }
}

extension PlainPath {
    /// What stands behind a folder in a request's address; nil where it is none of our paths.
    init?(_ request: Request, below folder: String) {
        let prefix = folder + "/"
        guard request.uri.path.hasPrefix(prefix) else { return nil }
        self.init(request.uri.path.dropFirst(prefix.count))
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
