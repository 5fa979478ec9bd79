import KinoraKernel
import _NIOFileSystem

/// The pictures that Kinora keeps: `<SHA-256>.<jpg|png|webp>` in one folder.
package struct ArtworkFolder: Sendable {
    private let folder: FilePath

    package init(_ folder: String) {
        self.folder = FilePath(folder)
    }

    /// The picture of this name, or nil where there is none or the name is none of ours.
    func file(_ name: String) async throws -> FileOnDisk? {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let digest = Digest(hex: String(parts[0])), let type = Self.types[String(parts[1])] else { return nil }
        let path = folder.appending(name)
        guard let info = try await FileSystem.shared.info(forFileAt: path, infoAboutSymbolicLink: true), info.type == .regular else {
            return nil
        }
        return FileOnDisk(path: path.string, size: info.size, contentType: type, etag: "\"\(digest.hex)\"", isImmutable: true)
    }

    private static let types = ["jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"]
}
