import Foundation
import KinoraKernel

/// A package whose `package.json` was read and found good.
struct OpenedPackage: Sendable {
    let folder: String
    let contents: PackageContents
    let files: PackageFiles
    /// Files that were looked at already; they never change.
    var resolved: [String: PackageFile] = [:]

    /// A larger `package.json` is not read.
    static let contentsLimit: Int64 = 64 << 20

    /// Nil when there is no such package.
    static func read(_ id: PackageID, in shelf: String) throws -> OpenedPackage? {
        let folder = "\(shelf)/\(PackageLayout.folder(of: id))"
        let path = "\(folder)/\(PackageLayout.contents)"
        guard try isReachedPlainly(PackageLayout.contents, in: folder, of: id) else { return nil }
        do {
            let file = try RandomAccessFile(path: path)
            guard file.size <= contentsLimit else { throw PackageProblem.contents(id, reason: "package.json is too large") }
            let bytes = try file.read(at: 0, count: Int(file.size))
            let contents = try JSONDecoder().decode(PackageContents.self, from: Data(bytes))
            guard contents.form <= PackageContents.currentForm else { throw PackageProblem.form(id, contents.form) }
            return OpenedPackage(folder: folder, contents: contents, files: try PackageFiles(of: contents))
        } catch let problem as PackageProblem {
            throw problem
        } catch let problem as any Complaint {
            throw PackageProblem.contents(id, reason: problem.sentence)
        } catch is DecodingError {
            throw PackageProblem.contents(id, reason: "package.json is damaged")
        }
    }

    func file(_ path: String, type: String, of id: PackageID) throws -> PackageFile {
        guard try Self.isReachedPlainly(path, in: folder, of: id) else { throw PackageProblem.damaged(id, path: path) }
        let absolute = "\(folder)/\(path)"
        var status = stat()
        guard lstat(absolute, &status) == 0 else { throw PackageProblem.damaged(id, path: path) }
        if let listed = listedSize(of: path), listed != Int64(status.st_size) { throw PackageProblem.damaged(id, path: path) }
        return PackageFile(absolutePath: absolute, size: Int64(status.st_size), contentType: type, isImmutable: true)
    }

    private func listedSize(of path: String) -> Int64? {
        contents.video.first { $0.path == path }?.track.size
            ?? contents.audio.first { $0.path == path }?.track.size
            ?? contents.text.first { $0.path == path }?.size
            ?? (contents.still?.path == path ? contents.still?.size : nil)
            ?? contents.thumbnails?.sheets.first { $0.path == path }?.size
    }

    /// Whether the path ends at a plain file and no step from the package's own folder on is a symbolic link.
    /// False when a step does not exist.
    private static func isReachedPlainly(_ path: String, in folder: String, of id: PackageID) throws -> Bool {
        var position = folder
        var steps = path.split(separator: "/").map(String.init)[...]
        while true {
            var status = stat()
            guard lstat(position, &status) == 0 else {
                if errno == ENOENT || errno == ENOTDIR { return false }
                throw PackageProblem.contents(id, reason: String(cString: strerror(errno)))
            }
            let wanted = steps.isEmpty ? S_IFREG : S_IFDIR
            guard status.st_mode & S_IFMT == wanted else {
                if steps.count == path.split(separator: "/").count { return false }
                throw PackageProblem.damaged(id, path: path)
            }
            guard let step = steps.popFirst() else { return true }
            position += "/" + step
        }
    }
}
